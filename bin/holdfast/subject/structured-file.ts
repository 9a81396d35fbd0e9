import { parse } from 'yaml';
import { readBytes } from '../../../lib/assessment/read/files.ts';
import { BadInput } from '../bad-input.ts';

/** Settings are lines, and records of drills a few hundred: more was written by no person. */
const MAX_BYTES = 1024 * 1024;

/**
 * Reads a file of settings, YAML or JSON, of which every valid JSON is YAML too.
 *
 * @param what named in errors, e.g. `objectives`
 * @throws BadInput when the file is missing, larger than 1 MB, or cannot be parsed
 */
export function readStructured(file: string, what: string): unknown {
  let bytes: Buffer | undefined;
  try {
    bytes = readBytes(file, MAX_BYTES);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new BadInput(`The file of ${what}, ${file}, ${why}.`);
  }
  if (bytes === undefined)
    throw new BadInput(`The file of ${what}, ${file}, has more than 1 MB, which no such file has.`);
  try {
    return parse(bytes.toString('utf8')) as unknown;
  } catch (error) {
    const [first = ''] = (error as Error).message.split('\n');
    throw new BadInput(
      `The file of ${what}, ${file}, is neither valid YAML nor JSON: ${first.replace(/[.:]$/, '')}.`,
    );
  }
}
