import { setTimeout as sleep } from 'node:timers/promises';
import { Backoff } from './backoff.ts';
import type { Events } from './events.ts';
import { type Part, PartFailure, type PartState, type PartStatus } from './part.ts';
import type { PartLog } from './part-log.ts';
import { ServiceProcess, type ServiceProcessOptions } from './service-process.ts';

export interface SupervisedOptions {
  readonly name: string;
  readonly role: string;
  readonly port?: number;
  /** What `status` says beside the state. */
  readonly detail?: string;
  /** The program, asked for anew before each start. */
  readonly launch: () => ServiceProcessOptions | Promise<ServiceProcessOptions>;
  /** Resolves when the part serves; rejects with a reason when it does not. */
  readonly check: (signal: AbortSignal) => Promise<void>;
  readonly log: PartLog;
  readonly events: Events;
  /** Milliseconds until it must serve for the first time. @default 60,000 */
  readonly startLimitMilliseconds?: number;
  /** How often it may end before it has served for the first time. @default 5 */
  readonly startAttempts?: number;
  /** How it is asked to end, and the milliseconds after which it is killed. @default SIGTERM, 5,000 */
  readonly stop?: { readonly signal: NodeJS.Signals; readonly limitMilliseconds: number };
  /** Milliseconds between two health checks. @default 2,000 */
  readonly checkMilliseconds?: number;
}

/** Failed health checks in a row after which a part is replaced. */
export const replaceAfter = 3;

/** Milliseconds between two health checks. */
export const usualCheck = 2_000;

/** Milliseconds that a health check may take. */
export const checkLimit = 2_000;

/** One process that is kept alive: started again with growing pauses when it ends, replaced when it fails its health check. */
export class Supervised implements Part {
  readonly name: string;
  readonly #options: SupervisedOptions;
  #process: ServiceProcess | undefined;
  #state: PartState = 'stopped';
  #since = new Date();
  #restarts = 0;
  #served = false;
  #lastCheck: string | undefined;
  #detail: string | undefined;
  #stopping = new AbortController();
  #watch: Promise<void> = Promise.resolve();

  constructor(options: SupervisedOptions) {
    this.name = options.name;
    this.#options = options;
    this.#stopping.abort();
  }

  /**
   * Starts it, and starts it again when it ends early, until it serves.
   * @throws PartFailure when it does not serve within its limit
   */
  async start(): Promise<void> {
    if (!this.#stopping.signal.aborted) {
      return;
    }
    const stopping = new AbortController();
    this.#stopping = stopping;
    this.#served = false;
    this.#become('starting');
    let served: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      served = () => {
        this.#served = true;
        resolve();
      };
    });
    this.#watch = this.#keepAlive(stopping.signal, served);
    const limit = new AbortController();
    try {
      await Promise.race([first, this.#watch, this.#patience(limit.signal)]);
      if (!this.#served) throw new PartFailure(`${this.name} was stopped while it started.`);
    } catch (error) {
      await this.stop();
      this.#become('failed', reason(error));
      throw error;
    } finally {
      limit.abort();
    }
  }

  async stop(): Promise<void> {
    const { signal = 'SIGTERM', limitMilliseconds = 5_000 } = this.#options.stop ?? {};
    this.#stopping.abort();
    await this.#process?.end(signal, limitMilliseconds);
    await this.#watch.catch(() => undefined);
    if (this.#state !== 'stopped') {
      this.#options.events.add(this.name, 'stopped');
    }
    this.#become('stopped');
  }

  /** Ends the process at once; it is started again as after a crash. */
  async kill(): Promise<void> {
    await this.#process?.end('SIGKILL');
  }

  /** The running process, for whoever must signal it. */
  get process(): ServiceProcess | undefined {
    return this.#process?.running ? this.#process : undefined;
  }

  status(): PartStatus {
    const { role, port } = this.#options;
    const pid = this.process?.pid;
    const detail = this.#detail ?? this.#options.detail;
    return {
      name: this.name,
      role,
      state: this.#state,
      since: this.#since.toISOString(),
      restarts: this.#restarts,
      ...(pid === undefined ? {} : { pid }),
      ...(port === undefined ? {} : { port }),
      ...(detail === undefined ? {} : { detail }),
    };
  }

  async #keepAlive(stopping: AbortSignal, served: () => void): Promise<void> {
    const { events, startAttempts = 5 } = this.#options;
    const backoff = new Backoff();
    for (let turn = 0; !stopping.aborted; turn += 1) {
      if (turn > 0) this.#restarts += 1;
      const begun = performance.now();
      const why = await this.#runOnce(stopping, served).catch((error: unknown) => reason(error));
      if (stopping.aborted) return;
      events.add(this.name, 'ended', why);
      if (!this.#served && turn + 1 >= startAttempts)
        throw this.#failure(`ended ${turn + 1} times while starting`, why);
      this.#become('starting', why);
      const pause = backoff.pause(performance.now() - begun);
      await sleep(pause, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  /** One life of the process. Returns why it is over. */
  async #runOnce(stopping: AbortSignal, served: () => void): Promise<string> {
    const { launch, log, events } = this.#options;
    const options = await launch();
    if (stopping.aborted) return 'stopped';
    const child = new ServiceProcess({ ...options, ownGroup: true, onOutput: (chunk) => log.write(chunk) });
    this.#process = child;
    const over = new AbortController();
    const ended = child.exited.then(({ code, signal }) => {
      over.abort();
      return signal === null ? `ended with code ${code}` : `ended by ${signal}`;
    });
    const onStop = () => over.abort();
    stopping.addEventListener('abort', onStop);
    try {
      events.add(this.name, 'started', `process ${child.pid}`);
      const failed = await this.#checkUntil(over.signal, served);
      if (failed !== undefined && child.running && !stopping.aborted) {
        events.add(this.name, 'replaced', failed);
        await child.end('SIGKILL');
        return failed;
      }
      return await ended;
    } finally {
      stopping.removeEventListener('abort', onStop);
      ended.catch(() => undefined);
    }
  }

  /** Checks until the process is over, or has failed too often in a row: then it returns the reason. */
  async #checkUntil(over: AbortSignal, served: () => void): Promise<string | undefined> {
    const { events, checkMilliseconds = usualCheck } = this.#options;
    let failures = 0;
    let healthy = false;
    while (!over.aborted) {
      const failure = await this.#check(over);
      this.#lastCheck = failure;
      if (over.aborted) return undefined;
      if (failure === undefined) {
        if (!healthy || failures > 0) events.add(this.name, 'healthy');
        healthy = true;
        failures = 0;
        this.#become('running');
        served();
      } else if (healthy) {
        failures += 1;
        this.#become('unhealthy', failure);
        if (failures === replaceAfter) return `failed ${replaceAfter} health checks: ${failure}`;
      }
      // A part that has yet to come up is looked at often, so that nobody waits for it longer than it takes.
      await sleep(healthy ? checkMilliseconds : 100, undefined, { signal: over }).catch(() => undefined);
    }
    return undefined;
  }

  async #check(over: AbortSignal): Promise<string | undefined> {
    try {
      await this.#options.check(AbortSignal.any([over, AbortSignal.timeout(checkLimit)]));
      return undefined;
    } catch (error) {
      return reason(error);
    }
  }

  async #patience(signal: AbortSignal): Promise<never> {
    const { startLimitMilliseconds = 60_000 } = this.#options;
    await sleep(startLimitMilliseconds, undefined, { signal });
    throw this.#failure(
      `was not healthy within ${startLimitMilliseconds / 1_000} s`,
      this.#lastCheck ?? 'it was never looked at',
    );
  }

  #failure(what: string, why: string): PartFailure {
    const { log } = this.#options;
    const last = this.#process?.output.trim().split('\n').at(-1)?.slice(0, 400);
    return new PartFailure(
      `${this.name} ${what} (${why}); its log is ${log.file}${last ? `, and it last said: ${last}` : '.'}`,
    );
  }

  #become(state: PartState, detail?: string): void {
    if (state !== this.#state) this.#since = new Date();
    this.#state = state;
    this.#detail = detail;
  }
}

function reason(error: unknown): string {
  const { name, message, cause } = error as Error & { readonly cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError') return `no answer within ${checkLimit / 1_000} s`;
  return cause?.code === 'ECONNREFUSED' ? 'it refuses connections' : message;
}
