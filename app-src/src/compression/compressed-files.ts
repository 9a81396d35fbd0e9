import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Files of this build that were compressed with brotli when it was made, by the path of their address. */
export type CompressedFiles = ReadonlyMap<string, Buffer>;

/**
 * Reads the compressed copies that build/compress-static.ts has left: some hundred kilobytes, which most first visits ask for.
 * @param folder the build's folder of static files; without it, as in development, there are none
 */
export function readCompressedFiles(folder: string): CompressedFiles {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  return new Map(
    names
      .filter((name) => name.endsWith('.br'))
      .map((name) => [
        `/_next/static/${name.slice(0, -'.br'.length).split(path.sep).map(encodeURIComponent).join('/')}`,
        readFileSync(path.join(folder, name)),
      ]),
  );
}
