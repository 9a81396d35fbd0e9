import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_FOLDER_ENTRIES, MAX_JSON_BYTES } from './limits.ts';
import { tooLarge } from './parse.ts';
import { ReadError } from './template.ts';

/** What stands at a path. */
export type PathKind = 'file' | 'folder' | 'missing';

export function kindOf(path: string): PathKind {
  if (path.includes('\0')) return 'missing';
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return 'folder';
  return found === undefined ? 'missing' : 'file';
}

/**
 * The text of a file.
 *
 * @throws ReadError when it cannot be read, is larger than any template, or is not text
 */
export function readText(path: string): string {
  let bytes: Buffer;
  try {
    const { size } = statSync(path);
    if (size > MAX_JSON_BYTES) throw tooLarge(path, size, MAX_JSON_BYTES, 'JSON');
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError(`${path} cannot be read (${reasonOf(error)}); check its name and your rights.`);
  }
  return decoded(bytes, path);
}

/**
 * Bytes as text.
 *
 * @throws ReadError when they are not UTF-8, the encoding of templates
 */
export function decoded(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ReadError(`${where} is a binary file, not a template; name a JSON or YAML file in UTF-8.`);
  }
}

/** The beginning of a file, whatever it holds; nothing when it cannot be read. */
export function beginningOf(path: string): string {
  const buffer = Buffer.alloc(64 * 1024);
  try {
    const file = openSync(path, 'r');
    try {
      return buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}

/** Folders that hold other people's files. */
const FOREIGN = new Set(['node_modules', '.git']);
const TEMPLATE_NAME = /\.(json|ya?ml|template)$/i;

/**
 * Files below a folder that are named as templates are, in order.
 *
 * @throws ReadError when there are too many entries, or a folder cannot be read
 */
export function templateFilesIn(folder: string): string[] {
  const found: string[] = [];
  const waiting = [folder];
  let entries = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of entriesOf(next)) {
      entries += 1;
      if (entries > MAX_FOLDER_ENTRIES)
        throw new ReadError(
          `${folder} has more than ${MAX_FOLDER_ENTRIES} entries; name the folder of the templates.`,
        );
      const path = join(next, entry.name);
      if (entry.isDirectory() && !FOREIGN.has(entry.name)) waiting.push(path);
      else if (entry.isFile() && TEMPLATE_NAME.test(entry.name)) found.push(path);
    }
  }
  return found.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new ReadError(`${folder} cannot be read (${reasonOf(error)}); check your rights.`);
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown reason';
}
