import { open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceProcess } from '../services/service-process.ts';
import { SampleReader } from './samples.ts';

/** Milliseconds between two looks at what k6 has written. */
const lookMilliseconds = 1_000;

export interface K6Options {
  /** Path of k6. */
  readonly program: string;
  /** With {@link UsersFile}. */
  readonly usersFile: string;
  /** Where its samples go, deleted by the caller. */
  readonly samplesFile: string;
  readonly signal: AbortSignal;
  /** Called after each look; the run ends early when it gives `stop`. */
  readonly looked: (read: SampleReader) => 'stop' | 'go on';
}

/**
 * Runs the users of a profile.
 * @returns every request
 * @throws when k6 ends in another way than by the end of the run, with what it said
 */
export async function runK6(options: K6Options): Promise<SampleReader> {
  const { program, usersFile, samplesFile, signal, looked } = options;
  const k6 = new ServiceProcess({
    command: program,
    args: [
      ...['run', '--quiet', '--no-summary', '--no-usage-report', '--address', ''],
      ...['--out', `csv=${samplesFile}`],
      path.join(import.meta.dirname, 'k6/users.ts'),
    ],
    environment: {
      USERS_FILE: usersFile,
      K6_CSV_TIME_FORMAT: 'unix_milli',
      K6_CSV_SAVE_INTERVAL: '1s',
      // A user that is cut off at the end of the run says so; nobody needs to read it.
      K6_LOG_FORMAT: 'raw',
    },
  });
  const reader = new SampleReader();
  let ended = false;
  let stopped = false;
  const exit = k6.exited.finally(() => {
    ended = true;
  });
  try {
    const file = await fileOnceThere(samplesFile, () => ended || signal.aborted);
    if (file !== undefined) {
      try {
        for (let last = false; !last; ) {
          await sleep(lookMilliseconds);
          // Asked before reading, so that what is written last is read as well.
          last = ended || signal.aborted;
          await readOn(file, reader);
          if (!stopped && looked(reader) === 'stop') {
            stopped = true;
            k6.signal('SIGINT');
          }
        }
      } finally {
        await file.close();
      }
    }
    signal.throwIfAborted();
    const { code } = await exit;
    // 105: ended by a signal, as it was told to.
    if (code !== 0 && !(stopped && code === 105)) {
      throw new Error(`k6 ended with code ${code}:\n${k6.output.slice(-2_000)}`);
    }
    return reader;
  } finally {
    await k6.end('SIGKILL');
  }
}

async function fileOnceThere(file: string, over: () => boolean) {
  while (!over()) {
    const handle = await open(file).catch(() => undefined);
    if (handle !== undefined) {
      return handle;
    }
    await sleep(100);
  }
  return undefined;
}

async function readOn(file: Awaited<ReturnType<typeof open>>, reader: SampleReader): Promise<void> {
  const buffer = Buffer.alloc(1024 * 1024);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    if (bytesRead === 0) {
      return;
    }
    // Samples are ASCII: a piece never ends within a character.
    reader.take(buffer.toString('latin1', 0, bytesRead));
  }
}
