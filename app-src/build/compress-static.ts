import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { smallestBody } from '../src/compression/encoded-body.ts';

const compress = promisify(brotliCompress);

/** Text that pages load; the other files of a build are compressed in themselves. */
const compressible = /\.(js|css|svg|json)$/;

/**
 * Leaves a compressed copy beside each script and style of a finished build, as FILE.br. Brotli's best quality takes a second where
 * the app, which compresses while somebody waits, takes 5 ms; it is 14 % smaller.
 */
export async function compressStatic(appFolder: string): Promise<void> {
  const folder = path.join(appFolder, '.next/static');
  for (const name of await readdir(folder, { recursive: true })) {
    if (compressible.test(name)) {
      const file = path.join(folder, name);
      const content = await readFile(file);
      if (content.byteLength >= smallestBody) {
        await writeFile(`${file}.br`, await compress(content, { params: parameters(content) }));
      }
    }
  }
}

function parameters({ byteLength }: Buffer) {
  return {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: byteLength,
  };
}
