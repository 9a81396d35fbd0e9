import { chmod, mkdtemp, readdir, readFile, readlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { PlatformStatus } from '../../../local/platform/local-platform.ts';
import { ServiceProcess } from '../../../local/processes/service-process.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';

const root = resolve(import.meta.dirname, '../../..');
const program = join(root, 'bin/holdfast.mjs');

/** What a command said and how it ended. */
export interface Said {
  readonly code: number | null;
  readonly output: string;
}

/** A new folder that the users of the stores may pass through. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-platform-'));
  await chmod(folder, 0o755);
  return folder;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Starts `holdfast` as a process of its own. */
export function spawnHoldfast(args: readonly string[], environment: Environment = {}): ServiceProcess {
  return new ServiceProcess({
    command: process.execPath,
    args: [program, ...args],
    environment: { NODE_OPTIONS: undefined, NO_COLOR: '1', ...environment },
    // As from a terminal of its own: a signal to it reaches nothing else.
    ownGroup: true,
  });
}

/** Runs `holdfast` to its end. */
export async function holdfast(args: readonly string[], environment: Environment = {}): Promise<Said> {
  const child = spawnHoldfast(args, environment);
  const { code } = await child.exited;
  return { code, output: child.output };
}

/** A platform that was started by the command, in a folder. */
export class CommandedPlatform {
  readonly folder: string;
  readonly process: ServiceProcess;

  private constructor(folder: string, process: ServiceProcess) {
    this.folder = folder;
    this.process = process;
  }

  static launch(
    folder: string,
    args: readonly string[] = [],
    environment: Environment = {},
  ): CommandedPlatform {
    const all = ['up', '--folder', folder, '--start-limit', '180', ...args];
    return new CommandedPlatform(folder, spawnHoldfast(all, environment));
  }

  /** Waits until it has printed that it serves. */
  async serves(limitMilliseconds = 400_000): Promise<this> {
    const served = await waitUntil(
      'the platform to serve',
      async () =>
        /^Platform {2}http/m.test(this.process.output) || (this.process.running ? undefined : false),
      limitMilliseconds,
    );
    if (!served) throw new Error(`The platform ended while it started:\n${this.process.output}`);
    return this;
  }

  async ended(): Promise<Said> {
    const { code } = await this.process.exited;
    return { code, output: this.process.output };
  }

  /** Gives a command to it. */
  say(...args: readonly string[]): Promise<Said> {
    return holdfast([...args, '--folder', this.folder]);
  }

  async status(): Promise<PlatformStatus> {
    const { output } = await this.say('status', '--json');
    return JSON.parse(output) as PlatformStatus;
  }
}

/** Processes that have to do with a folder: they run in it, or it is on their command line. This one does not count. */
export async function processesOf(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter(
    (entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid,
  );
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [place, line] = await Promise.all([
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
        readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
      ]);
      return place.startsWith(folder) || line.includes(folder) ? `${pid} ${line.replaceAll('\0', ' ')}` : '';
    }),
  );
  return found.filter(Boolean);
}

/** Those of the ids that are of living processes. */
export async function living(pids: readonly number[]): Promise<number[]> {
  const states = await Promise.all(
    pids.map(async (pid) => ({
      pid,
      // The state follows the name, which is in parentheses; a zombie only waits to be looked at.
      state: / ([A-Z]) /.exec(
        (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).replace(/\(.*\)/, ''),
      ),
    })),
  );
  return states.filter(({ state }) => state !== null && state[1] !== 'Z').map(({ pid }) => pid);
}

/** Waits until nothing of a platform is left. */
export async function nothingLeft(folder: string, pids: readonly number[]): Promise<void> {
  await waitUntil(
    'everything of the platform to be gone',
    async () => {
      const left = [...(await processesOf(folder)), ...(await living(pids))];
      if (left.length > 0) throw new Error(`left: ${left.join('; ')}`);
      return true;
    },
    15_000,
  );
}
