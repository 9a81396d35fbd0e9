import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { BadInput } from '../bad-input.ts';

/**
 * Reads a file of settings, YAML or JSON, of which every valid JSON is YAML too.
 *
 * @param what named in errors, e.g. `objectives`
 * @throws BadInput when the file is missing or cannot be parsed
 */
export function readStructured(file: string, what: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new BadInput(`The file of ${what}, ${file}, ${why}.`);
  }
  try {
    return parse(text) as unknown;
  } catch (error) {
    const [first = ''] = (error as Error).message.split('\n');
    throw new BadInput(
      `The file of ${what}, ${file}, is neither valid YAML nor JSON: ${first.replace(/[.:]$/, '')}.`,
    );
  }
}
