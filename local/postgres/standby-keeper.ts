import { setTimeout as sleep } from 'node:timers/promises';
import { Backoff } from '../processes/backoff.ts';
import type { Events } from '../processes/events.ts';
import type { PairMemory } from './pair-memory.ts';
import { type MemberName, otherMember } from './pair-state.ts';
import { type PrimaryFacts, probeStandby } from './probe.ts';
import type { Server } from './server.ts';
import { beginSynchronous, endSynchronous } from './synchronous-standby.ts';
import type { Timing } from './timing.ts';

export interface StandbyKeeperOptions {
  readonly servers: Readonly<Record<MemberName, Server>>;
  readonly memory: PairMemory;
  readonly events: Events;
  readonly timing: Timing;
  /** Aborted when the platform stops. */
  readonly signal: AbortSignal;
  /**
   * Makes a server that does not run the standby of the primary, and leaves it running.
   * @param copyAnew whether its data is of no use any more
   * @returns how it was done
   */
  readonly bring: (
    standby: Server,
    primary: Server,
    copyAnew: boolean,
    signal: AbortSignal,
  ) => Promise<string>;
}

/** Milliseconds that a promotion waits for a standby that is just starting. */
const patience = 15_000;

/** Keeps a standby following the primary, and the commits waiting for it. */
export class StandbyKeeper {
  readonly #options: StandbyKeeperOptions;
  #work: { readonly done: Promise<void>; readonly abort: AbortController } | undefined;
  #failures = 0;
  /** When the first of the failed probes began, by `performance.now()`. */
  #failingSince = 0;
  #trouble: string | undefined = 'not yet following';
  /** Since when it has not been following, by `performance.now()`. */
  #awaySince: number | undefined = performance.now();
  #attempts = 0;
  #nextAttemptAt = 0;
  #backoff = new Backoff();

  constructor(options: StandbyKeeperOptions) {
    this.#options = options;
  }

  /** Why the standby is not following synchronously. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Asks the standby whether it lives. */
  async look(): Promise<void> {
    const { timing } = this.#options;
    const standby = this.#standby;
    const begun = performance.now();
    try {
      if (!standby.running) {
        throw new Error('the process does not run');
      }
      await probeStandby(standby, timing.probeLimitMilliseconds);
      this.#failures = 0;
    } catch (error) {
      this.#failingSince = this.#failures === 0 ? begun : this.#failingSince;
      this.#failures = standby.running ? this.#failures + 1 : timing.failures;
      if (this.#failures >= timing.failures && this.#work === undefined) {
        this.#trouble = error instanceof Error ? error.message : String(error);
      }
    }
  }

  /** Acts on what was seen: lets the primary go on alone, brings the standby back, has commits wait for it again. */
  async tend(primary: Server, facts: PrimaryFacts): Promise<void> {
    const { memory, timing, events } = this.#options;
    if (facts.standby !== undefined && this.#failures < timing.failures) {
      this.#awaySince = undefined;
      if (memory.state.synchronous) {
        this.#follows();
      } else if (this.#work === undefined && performance.now() >= this.#nextAttemptAt) {
        this.#begin((signal) => this.#beginSynchronous(primary, signal));
      }
      return;
    }
    this.#awaySince ??= this.#failures >= timing.failures ? this.#failingSince : performance.now();
    this.#trouble ??= 'it does not receive the log';
    const away = (performance.now() - this.#awaySince) / 1_000;
    if (memory.state.synchronous && away >= timing.aloneAfterSeconds) {
      await endSynchronous(primary, memory);
      events.add(primary.name, 'alone', `commits wait for no standby: ${this.#trouble}`);
    }
    const useless = this.#failures >= timing.failures || away >= timing.replaceAfterSeconds;
    if (useless && this.#work === undefined && performance.now() >= this.#nextAttemptAt) {
      this.#begin((signal) => this.#bring(primary, signal));
    }
  }

  /** Whether the standby may be promoted: it has every acknowledged commit, and it lives. */
  async isReady(): Promise<boolean> {
    const { memory, timing } = this.#options;
    await memory.settled();
    if (!memory.state.synchronous) {
      return false;
    }
    if (this.#work !== undefined) {
      await Promise.race([this.#work.done, sleep(patience)]);
    }
    for (let turn = 0; turn < 2; turn += 1) {
      try {
        await probeStandby(this.#standby, 2 * timing.probeLimitMilliseconds);
        return true;
      } catch {
        // A busy machine may have been the reason: it is asked once more.
      }
    }
    return false;
  }

  /** Starts a standby that has everything while the primary cannot be started. */
  async startIfPromotable(primary: Server): Promise<void> {
    const { memory, events } = this.#options;
    const standby = this.#standby;
    if (!memory.state.synchronous || standby === primary || !(await promotable(standby))) {
      return;
    }
    await standby.start().catch((error: unknown) => events.add(standby.name, 'failed', String(error)));
  }

  /** Gives up what is under way, because the primary is lost. */
  interrupt(): void {
    this.#work?.abort.abort();
  }

  /** The standby is another server now. */
  changed(): void {
    this.#failures = 0;
    this.#attempts = 0;
    this.#nextAttemptAt = 0;
    this.#awaySince = undefined;
    this.#trouble = 'being rebuilt after the promotion';
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    this.interrupt();
    await this.#work?.done;
  }

  get #standby(): Server {
    const { servers, memory } = this.#options;
    return servers[otherMember(memory.state.primary)];
  }

  #follows(): void {
    this.#trouble = undefined;
    this.#attempts = 0;
    this.#nextAttemptAt = 0;
    this.#backoff = new Backoff();
  }

  #begin(work: (signal: AbortSignal) => Promise<void>): void {
    const abort = new AbortController();
    const { signal, events } = this.#options;
    const standby = this.#standby;
    const done = work(AbortSignal.any([signal, abort.signal]))
      .catch((error: unknown) => {
        if (!signal.aborted && !abort.signal.aborted) {
          this.#trouble = error instanceof Error ? error.message : String(error);
          this.#nextAttemptAt = performance.now() + this.#backoff.pause(0);
          events.add(standby.name, 'failed', this.#trouble);
        }
      })
      .finally(() => {
        this.#work = undefined;
      });
    this.#work = { done, abort };
  }

  async #beginSynchronous(primary: Server, signal: AbortSignal): Promise<void> {
    const standby = this.#standby;
    await beginSynchronous(primary, standby, this.#options.memory, signal);
    this.#follows();
    this.#options.events.add(standby.name, 'synchronous', `commits of ${primary.name} wait for it`);
  }

  async #bring(primary: Server, signal: AbortSignal): Promise<void> {
    const standby = this.#standby;
    const copyAnew = this.#attempts > 0;
    this.#attempts += 1;
    if (copyAnew && this.#options.memory.state.synchronous) {
      // Its data is about to be thrown away: from here on it may not be promoted.
      await endSynchronous(primary, this.#options.memory);
    }
    const how = await this.#options.bring(standby, primary, copyAnew, signal);
    // It gets as long to begin to follow as one that has just stopped following.
    this.#awaySince = performance.now();
    this.#failures = 0;
    this.#trouble = 'not yet following';
    this.#options.events.add(standby.name, 'started', `as the standby of ${primary.name} (${how})`);
  }
}

async function promotable({ folder }: Server): Promise<boolean> {
  return (await folder.isComplete()) && (await folder.isStandby()) && !(await folder.isFenced());
}
