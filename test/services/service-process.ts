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
}

/** How a service process ended. */
export interface ServiceExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** From util-linux: starts a program that the kernel kills when its parent dies, so that a killed test run leaves nothing running. */
const setpriv = '/usr/bin/setpriv';

/** A program that a test started: it can be stopped, killed, hung and continued, always by its own process id. */
export class ServiceProcess {
  /** Resolves when the process has ended. */
  readonly exited: Promise<ServiceExit>;
  readonly #child: ChildProcess;
  #output = '';

  constructor(options: ServiceProcessOptions) {
    const [command, args] = boundToParent(options);
    this.#child = spawn(command, args, {
      cwd: options.workingFolder,
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
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
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it has written to standard output and standard error so far. */
  get output(): string {
    return this.#output;
  }

  /** Sends a signal to the process alone. */
  signal(signal: NodeJS.Signals): void {
    if (this.running) {
      process.kill(this.pid, signal);
    }
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

function boundToParent({ command, args, user }: ServiceProcessOptions): [string, string[]] {
  if (!existsSync(setpriv)) {
    return [command, [...args]];
  }
  const asUser = user === undefined ? [] : ['--reuid', user, '--regid', user, '--clear-groups'];
  return [setpriv, ['--pdeathsig', 'KILL', ...asUser, '--', command, ...args]];
}
