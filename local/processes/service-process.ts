import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServiceProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly workingFolder?: string;
  /** The user that it runs as, when the caller is root and the service refuses root. */
  readonly user?: string;
  /**
   * Whether it leads a process group of its own, so that Ctrl-C in the terminal does not reach it and {@link ServiceProcess.killGroup}
   * reaches its children. @default false
   */
  readonly ownGroup?: boolean;
  /** What the kernel sends it when this process dies. @default KILL */
  readonly deathSignal?: 'KILL' | 'TERM';
  /** Called with everything it writes, as it comes. */
  readonly onOutput?: (chunk: Buffer) => void;
}

/** How a service process ended. */
export interface ServiceExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** From util-linux: starts a program that the kernel kills when its parent dies, so that a killed parent leaves nothing running. */
const setpriv = '/usr/bin/setpriv';

/** The characters of output that are kept in memory: far more than anyone reads, and bounded for a service that runs for weeks. */
const keptOutput = 1_000_000;

/** A program that was started here: it can be stopped, killed, hung and continued, always by its own process id. */
export class ServiceProcess {
  /** Resolves when the process has ended. */
  readonly exited: Promise<ServiceExit>;
  readonly #child: ChildProcess;
  readonly #ownGroup: boolean;
  #output = '';

  constructor(options: ServiceProcessOptions) {
    const [command, args] = boundToParent(options);
    this.#ownGroup = options.ownGroup ?? false;
    this.#child = spawn(command, args, {
      cwd: options.workingFolder,
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: this.#ownGroup,
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
        if (this.#output.length > 2 * keptOutput) {
          this.#output = this.#output.slice(-keptOutput);
        }
        options.onOutput?.(chunk);
      });
    }
    this.exited = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', (code, signal) => resolve({ code, signal }));
    });
    // A caller that never asks how the process ended must not see an unhandled rejection.
    this.exited.catch(() => undefined);
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) {
      throw new Error(`${this.#child.spawnfile} did not start; is it installed?`);
    }
    return pid;
  }

  get running(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The last of what it has written to standard output and standard error. */
  get output(): string {
    return this.#output;
  }

  /** Sends a signal to the process alone. */
  signal(signal: NodeJS.Signals): void {
    if (this.running) {
      process.kill(this.pid, signal);
    }
  }

  /** Ends the process and all children in its group at once; needs `ownGroup`. Resolves when it has ended. */
  async killGroup(): Promise<void> {
    if (!this.#ownGroup) {
      throw new Error('killGroup() needs a process that was started with ownGroup.');
    }
    if (!this.running) {
      return;
    }
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // It ended in this moment.
    }
    await this.exited;
  }

  /** Stops the process and its children where they are: connections stay open and nothing answers. */
  async hang(): Promise<void> {
    this.signal('SIGSTOP');
    await this.#signalChildren('SIGSTOP');
  }

  /** Ends {@link hang}. */
  async continue(): Promise<void> {
    await this.#signalChildren('SIGCONT');
    this.signal('SIGCONT');
  }

  /**
   * Ends the process with `signal`, and with SIGKILL when it has not ended within the limit. Does nothing when it has ended already.
   */
  async end(signal: NodeJS.Signals, limitMilliseconds = 5_000): Promise<void> {
    if (!this.running) {
      return;
    }
    await this.continue();
    this.signal(signal);
    const timer = new AbortController();
    const limit = sleep(limitMilliseconds, undefined, { signal: timer.signal }).then(
      () => this.signal('SIGKILL'),
      () => undefined,
    );
    await Promise.race([this.exited, limit]);
    await this.exited;
    timer.abort();
  }

  async #signalChildren(signal: NodeJS.Signals): Promise<void> {
    const list = await readFile(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8').catch(() => '');
    for (const pid of list.split(' ').filter(Boolean).map(Number)) {
      try {
        process.kill(pid, signal);
      } catch {
        // It ended between the listing and the signal.
      }
    }
  }
}

function boundToParent({
  command,
  args,
  user,
  deathSignal = 'KILL',
}: ServiceProcessOptions): [string, string[]] {
  if (!existsSync(setpriv)) {
    return [command, [...args]];
  }
  const asUser = user === undefined ? [] : ['--reuid', user, '--regid', user, '--clear-groups'];
  return [setpriv, ['--pdeathsig', deathSignal, ...asUser, '--', command, ...args]];
}
