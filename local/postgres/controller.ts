import { setTimeout as sleep } from 'node:timers/promises';
import type { StableAddress } from '../platform/stores.ts';
import { Backoff } from '../processes/backoff.ts';
import type { Events } from '../processes/events.ts';
import type { PairMemory } from './pair-memory.ts';
import { type MemberName, otherMember } from './pair-state.ts';
import { type ArchiveFacts, hasRoom, type PrimaryFacts, probePrimary } from './probe.ts';
import { type Promotion, promote } from './promotion.ts';
import type { Server } from './server.ts';
import { StandbyKeeper, type StandbyKeeperOptions } from './standby-keeper.ts';
import type { Timing } from './timing.ts';

export interface ControllerOptions extends Pick<StandbyKeeperOptions, 'bring'> {
  readonly servers: Readonly<Record<MemberName, Server>>;
  readonly memory: PairMemory;
  readonly address: Pick<StableAddress, 'cut' | 'point'>;
  readonly events: Events;
  readonly timing: Timing;
}

/** Milliseconds between two probes that also write. */
export const writeEvery = 2_000;

/**
 * Watches the pair: promotes the standby when the primary is lost, starts the primary again when the standby may not be promoted, and
 * keeps a standby following. It plays the part that Multi-AZ plays for a DB instance.
 */
export class Controller {
  readonly promotions: Promotion[] = [];
  readonly #options: ControllerOptions;
  readonly #standby: StandbyKeeper;
  readonly #stopping = new AbortController();
  #watching: Promise<void> = Promise.resolve();
  #turn: Promise<unknown> = Promise.resolve();
  #archive: ArchiveFacts = { lastSegment: undefined, lastArchivedAt: undefined, failingSince: undefined };
  #failures: { since: number; count: number; reason: string } | undefined;
  #wroteAt = 0;

  constructor(options: ControllerOptions) {
    this.#options = options;
    this.#standby = new StandbyKeeper({ ...options, signal: this.#stopping.signal });
  }

  get primary(): Server {
    const { servers, memory } = this.#options;
    return servers[memory.state.primary];
  }

  get archive(): ArchiveFacts {
    return this.#archive;
  }

  /** Why the primary counts as unhealthy. */
  get primaryTrouble(): string | undefined {
    return this.#failures?.reason;
  }

  get standbyTrouble(): string | undefined {
    return this.#standby.trouble;
  }

  start(): void {
    this.#watching = this.#watch();
  }

  /** Resolves when nothing of it is under way. The servers run on. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
    await this.#standby.settled();
    await this.#turn.catch(() => undefined);
  }

  /** Does something to the servers while the controller looks away. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.catch(() => undefined).then(work);
    this.#turn = turn;
    return turn;
  }

  /**
   * Promotes the standby although the primary serves.
   * @throws when the standby lacks acknowledged commits
   */
  async failOver(reason: string): Promise<Promotion> {
    return this.exclusively(async () => {
      const now = Date.now();
      if (!(await this.#standby.isReady())) {
        throw new Error(
          'The standby does not have every acknowledged commit: wait until it follows synchronously.',
        );
      }
      return this.#promote({ reason, firstSignAt: now, detectedAt: now });
    });
  }

  async #watch(): Promise<void> {
    const { timing, events } = this.#options;
    while (!this.#stopping.signal.aborted) {
      const begun = performance.now();
      await this.exclusively(() => this.#look()).catch((error: unknown) =>
        events.add(this.primary.name, 'controller', message(error)),
      );
      const pause = Math.max(timing.probeMilliseconds - (performance.now() - begun), 20);
      // A server whose process ends is not waited for.
      await Promise.race([sleep(pause, undefined, { signal: this.#stopping.signal }), this.#ended()]).catch(
        () => undefined,
      );
    }
  }

  async #ended(): Promise<void> {
    const { primary } = this;
    if (primary.running) {
      await primary.ended();
    } else {
      await sleep(this.#options.timing.probeMilliseconds);
    }
  }

  async #look(): Promise<void> {
    if (this.#stopping.signal.aborted) {
      return;
    }
    const begun = Date.now();
    const standby = this.#standby.look();
    try {
      const facts = await this.#probe();
      this.#failures = undefined;
      this.#archive = facts.archive;
      await standby;
      await this.#standby.tend(this.primary, facts);
    } catch (error) {
      const { since = begun, count = 0 } = this.#failures ?? {};
      this.#failures = { since, count: count + 1, reason: message(error) };
      await standby;
      if (!this.primary.running || count + 1 >= this.#options.timing.failures) {
        await this.#lost(this.#failures);
      }
    }
  }

  async #probe(): Promise<PrimaryFacts> {
    const { timing, memory, servers } = this.#options;
    const { primary } = this;
    if (!primary.running) {
      throw new Error('the process ended');
    }
    const standby = servers[otherMember(memory.state.primary)];
    if (!(await hasRoom(primary)) && (await hasRoom(standby).catch(() => false))) {
      throw new Error('the disk is full');
    }
    const write = this.#failures !== undefined || performance.now() - this.#wroteAt > writeEvery;
    const facts = await probePrimary(primary, standby.name, timing.probeLimitMilliseconds, write);
    if (write) {
      this.#wroteAt = performance.now();
    }
    return facts;
  }

  async #lost({ since, reason }: { since: number; reason: string }): Promise<void> {
    const { events } = this.#options;
    const why = { reason, firstSignAt: since, detectedAt: Date.now() };
    events.add(this.primary.name, 'lost', reason);
    const backoff = new Backoff();
    while (!this.#stopping.signal.aborted) {
      if (await this.#standby.isReady()) {
        await this.#promote(why);
        return;
      }
      try {
        await this.#startAgain();
        return;
      } catch (error) {
        events.add(this.primary.name, 'failed', message(error));
        await this.#standby.startIfPromotable(this.primary);
      }
      await sleep(backoff.pause(0), undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  async #startAgain(): Promise<void> {
    const { memory, address, events } = this.#options;
    const { primary } = this;
    this.#standby.interrupt();
    await memory.settled();
    await primary.kill();
    await primary.start(memory.state.synchronous ? otherMember(memory.state.primary) : undefined);
    await address.point(primary.port);
    this.#failures = undefined;
    events.add(primary.name, 'restarted', 'in place: the standby could not be promoted');
  }

  async #promote(why: Pick<Promotion, 'reason' | 'firstSignAt' | 'detectedAt'>): Promise<Promotion> {
    const { memory, servers, address, events } = this.#options;
    const [from, to] = [memory.state.primary, otherMember(memory.state.primary)];
    this.#standby.interrupt();
    const promotion = await promote({
      ...{ old: servers[from], next: servers[to], names: { old: from, next: to }, memory, address, why },
      lastArchived: this.#archive.lastSegment,
      note: (problem) => events.add(to, 'promoting', problem),
    });
    this.#failures = undefined;
    this.#standby.changed();
    this.promotions.push(promotion);
    const [detection, rest] = [
      promotion.detectedAt - why.firstSignAt,
      promotion.servedAt - promotion.detectedAt,
    ];
    events.add(from, 'fenced', why.reason);
    events.add(to, 'promoted', `detected after ${detection} ms, serving ${rest} ms later`);
    return promotion;
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
