import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceProcess } from '../processes/service-process.ts';
import type { ServiceUser } from './service-user.ts';

export interface RunOptions {
  readonly user: ServiceUser | undefined;
  /** A folder that the user may enter. */
  readonly workingFolder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds after which it is killed. */
  readonly limitMilliseconds: number;
  /** Kills it early. */
  readonly signal?: AbortSignal;
}

/** A program that did not do what it was for. */
export class ProgramFailure extends Error {
  override readonly name = 'ProgramFailure';
}

/**
 * Runs a program to its end, bound to the life of this process.
 * @returns what it wrote
 * @throws ProgramFailure with its last lines when it fails or takes too long
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  const { user, workingFolder, environment = {}, limitMilliseconds, signal } = options;
  const child = new ServiceProcess({
    command: program,
    args,
    workingFolder,
    // Whatever the person's shell says of PostgreSQL and pgBackRest concerns other servers.
    environment: { ...withoutOthers(), ...environment },
    ...(user === undefined ? {} : { user: user.name }),
    ownGroup: true,
  });
  const done = new AbortController();
  const kill = () => void child.killGroup();
  signal?.addEventListener('abort', kill);
  let late = false;
  const limit = sleep(limitMilliseconds, undefined, { signal: done.signal }).then(
    () => {
      late = true;
      kill();
    },
    () => undefined,
  );
  try {
    if (signal?.aborted) {
      kill();
    }
    const { code, signal: by } = await child.exited;
    if (code !== 0) {
      const how = late
        ? `took longer than ${limitMilliseconds / 1_000} s`
        : `ended with ${by ?? `code ${code}`}`;
      throw new ProgramFailure(`${program} ${how}: ${lastLines(child.output)}`);
    }
    return child.output;
  } finally {
    done.abort();
    signal?.removeEventListener('abort', kill);
    await limit;
  }
}

function withoutOthers(): Record<string, undefined> {
  const names = Object.keys(process.env).filter((name) => /^PG[A-Z]/.test(name));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-6).join('\n');
}
