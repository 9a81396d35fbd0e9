import { existsSync } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFolder } from '../folder/local-folder.ts';
import { PartFailure } from '../processes/part.ts';

export interface LogsOptions {
  readonly folder: string;
  /** Of one part; of all when left out. */
  readonly part: string | undefined;
  /** The last lines of each log. */
  readonly lines: number;
  readonly follow: boolean;
  readonly write: (text: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Prints what parts have written, also those of a platform that has ended.
 * @throws PartFailure when there is no such log
 */
export async function printLogs({ folder, part, lines, follow, write, signal }: LogsOptions): Promise<void> {
  const { logs } = new LocalFolder(folder);
  const known = existsSync(logs) ? (await readdir(logs)).filter((file) => file.endsWith('.log')).sort() : [];
  const names = known.map((file) => file.slice(0, -'.log'.length));
  const wanted = names.filter((name) => part === undefined || name === part);
  if (wanted.length === 0) {
    throw new PartFailure(
      part === undefined || names.length === 0
        ? `There are no logs in ${logs}: start the platform with "holdfast up".`
        : `There is no log of ${part}; there are ${names.join(', ')}.`,
    );
  }
  const fileOf = (name: string) => new LocalFolder(folder).logFile(name);
  const prefix = (name: string) => (wanted.length > 1 ? `${name} | ` : '');
  const print = (name: string, text: readonly string[]) => {
    for (const line of text) write(`${prefix(name)}${line}\n`);
  };
  const read = new Map<string, number>();
  for (const name of wanted) {
    const text = await readFile(fileOf(name), 'utf8');
    read.set(name, Buffer.byteLength(text));
    print(name, text.trimEnd().split('\n').filter(Boolean).slice(-lines));
  }
  while (follow && !signal?.aborted) {
    await sleep(300, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    for (const name of wanted) {
      const { text, end } = await readFrom(fileOf(name), read.get(name) ?? 0);
      read.set(name, end);
      print(name, text.split('\n').filter(Boolean));
    }
  }
}

/** The whole lines that were written since; from the beginning when the log was rotated. */
async function readFrom(
  file: string,
  from: number,
): Promise<{ readonly text: string; readonly end: number }> {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  const begin = size < from ? 0 : from;
  if (size === begin) return { text: '', end: begin };
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(size - begin);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, begin);
    const whole = buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf(10) + 1);
    return { text: whole.toString(), end: begin + whole.length };
  } finally {
    await handle.close();
  }
}
