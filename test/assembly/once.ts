import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does a piece of work once, however many processes ask for it, and gives each of them its result.
 *
 * @param folder private to this piece of work
 * @param work gives a JSON value; when it throws, everyone who asked gets its message
 */
export async function once<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const result = join(folder, 'result.json');
  if (await isFirst(folder)) await publish(result, await outcome(work));
  const { value, error } = await read<T>(result);
  if (error !== undefined) throw new Error(error);
  return value as T;
}

interface Outcome<T> {
  readonly value?: T;
  readonly error?: string;
}

async function isFirst(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

async function publish(file: string, content: unknown): Promise<void> {
  await writeFile(`${file}.part`, JSON.stringify(content));
  await rename(`${file}.part`, file);
}

async function read<T>(file: string): Promise<Outcome<T>> {
  for (;;) {
    try {
      return JSON.parse(await readFile(file, 'utf8')) as Outcome<T>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await sleep(50);
    }
  }
}
