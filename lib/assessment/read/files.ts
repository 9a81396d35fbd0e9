import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_FOLDER_ENTRIES, MAX_JSON_BYTES } from './limits.ts';
import { tooLarge } from './parse.ts';
import { ReadError } from './template.ts';

/** What stands at a path; a stream is a pipe or a device, which only a person may name. */
export type PathKind = 'file' | 'folder' | 'stream' | 'missing';

/** @throws ReadError when nobody can tell: links in a circle, a name too long, a folder that is shut */
export function kindOf(path: string): PathKind {
  if (path.includes('\0')) return 'missing';
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return 'folder';
    if (found === undefined) return 'missing';
    return found.isFile() ? 'file' : 'stream';
  } catch (error) {
    throw cannotBeRead(path, error);
  }
}

/**
 * What a file holds, also one that says no size, such as a pipe or a device without an end.
 *
 * @returns undefined when it holds more than `limit` bytes
 * @throws the error of the file system when it cannot be read
 */
export function readBytes(path: string, limit: number): Buffer | undefined {
  const file = openSync(path, 'r');
  try {
    const status = fstatSync(file);
    if (status.isFile() && status.size > limit) return undefined;
    const chunks: Buffer[] = [];
    let bytes = 0;
    while (bytes <= limit) {
      const chunk = Buffer.allocUnsafe(Math.max(CHUNK, status.isFile() ? status.size + 1 - bytes : 0));
      const read = readSync(file, chunk, 0, chunk.length, null);
      if (read === 0) return Buffer.concat(chunks, bytes);
      chunks.push(chunk.subarray(0, read));
      bytes += read;
    }
    return undefined;
  } finally {
    closeSync(file);
  }
}

const CHUNK = 64 * 1024;

/**
 * The text of a file.
 *
 * @throws ReadError when it cannot be read, is larger than any template, or is not text
 */
export function readText(path: string): string {
  let bytes: Buffer | undefined;
  try {
    bytes = readBytes(path, MAX_JSON_BYTES);
  } catch (error) {
    throw cannotBeRead(path, error);
  }
  if (bytes === undefined) throw tooLarge(path, sizeOf(path), MAX_JSON_BYTES, 'JSON');
  return decoded(bytes, path);
}

/** Bytes of a file; a pipe and a device say none, and held more than the limit. */
function sizeOf(path: string): number {
  return Math.max(statSync(path).size, MAX_JSON_BYTES + 1);
}

function cannotBeRead(path: string, error: unknown): ReadError {
  return new ReadError(
    `${path.slice(0, 300)} cannot be read (${reasonOf(error)}); check its name and your rights.`,
  );
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
    throw cannotBeRead(folder, error);
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown reason';
}
