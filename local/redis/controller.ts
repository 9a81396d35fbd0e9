import { setTimeout as sleep } from 'node:timers/promises';
import type { StableAddress } from '../platform/stores.ts';
import { Backoff } from '../processes/backoff.ts';
import type { Events } from '../processes/events.ts';
import type { RedisServer } from './server.ts';

/** When what happened in a failover, in milliseconds since 1970. */
export interface RedisPromotion {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly firstSignAt: number;
  readonly detectedAt: number;
  /** When nothing could be written to the old primary any more. */
  readonly fencedAt: number;
  /** When the stable address led to the new primary. */
  readonly servedAt: number;
}

export interface RedisControllerOptions {
  /** The primary at the start. */
  readonly first: RedisServer;
  readonly second: RedisServer;
  readonly address: Pick<StableAddress, 'cut' | 'point'>;
  readonly events: Events;
  readonly probe: { readonly milliseconds: number; readonly limitMilliseconds: number };
}

/** Failed probes in a row after which a server counts as lost. One whose process has ended is lost at once. */
export const failuresUntilLost = 3;

/** Milliseconds that a replica may take to follow before it is started anew. */
const followWithin = 20_000;

/** Watches the pair: promotes the replica when the primary is lost, and starts what has ended as an empty replica. */
export class RedisController {
  readonly promotions: RedisPromotion[] = [];
  readonly #options: RedisControllerOptions;
  readonly #stopping = new AbortController();
  #primary: RedisServer;
  #replica: RedisServer;
  #failures: { since: number; count: number; reason: string } | undefined;
  #replicaFailures = 0;
  #replicaTrouble: string | undefined = 'not yet following';
  #notFollowingSince = performance.now();
  /** Whether the replica has had a whole copy: an empty one must not be promoted while the primary can come back. */
  #hasCopy = false;
  #watching: Promise<void> = Promise.resolve();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: RedisControllerOptions) {
    this.#options = options;
    this.#primary = options.first;
    this.#replica = options.second;
  }

  get primary(): RedisServer {
    return this.#primary;
  }

  get replica(): RedisServer {
    return this.#replica;
  }

  get primaryTrouble(): string | undefined {
    return this.#failures?.reason;
  }

  /** Why the replica is not following. */
  get replicaTrouble(): string | undefined {
    return this.#replicaTrouble;
  }

  start(): void {
    this.#watching = this.#watch();
  }

  /** Resolves when nothing of it is under way. The servers run on. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
    await this.#turn.catch(() => undefined);
  }

  /** Promotes the replica although the primary serves. @throws when the replica has no copy */
  failOver(reason: string): Promise<RedisPromotion> {
    return this.#exclusively(async () => {
      const now = Date.now();
      if (!(await this.#canPromote())) {
        throw new Error('The replica has no copy yet: wait until it follows.');
      }
      return this.#promote({ reason, firstSignAt: now, detectedAt: now });
    });
  }

  #exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.catch(() => undefined).then(work);
    this.#turn = turn;
    return turn;
  }

  async #watch(): Promise<void> {
    const { probe, events } = this.#options;
    const { signal } = this.#stopping;
    const backoff = new Backoff();
    while (!signal.aborted) {
      const pause = await this.#exclusively(() => this.#look()).then(
        () => probe.milliseconds,
        (error: unknown) => {
          events.add(this.#primary.name, 'controller', message(error));
          return backoff.pause(0);
        },
      );
      const ended = this.#primary.running ? this.#primary.ended() : sleep(pause);
      await Promise.race([sleep(pause, undefined, { signal }), ended]).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    if (this.#stopping.signal.aborted) {
      return;
    }
    const begun = Date.now();
    const replica = this.#lookAtReplica();
    try {
      if (!this.#primary.running) {
        throw new Error('the process ended');
      }
      const { role } = await this.#primary.replication(this.#options.probe.limitMilliseconds);
      if (role !== 'primary') {
        throw new Error('it does not take writes');
      }
      this.#failures = undefined;
      await replica;
      await this.#tendReplica();
    } catch (error) {
      const { since = begun, count = 0 } = this.#failures ?? {};
      this.#failures = { since, count: count + 1, reason: message(error) };
      await replica;
      if (!this.#primary.running || count + 1 >= failuresUntilLost) {
        await this.#lost(this.#failures);
      }
    }
  }

  async #lookAtReplica(): Promise<void> {
    try {
      if (!this.#replica.running) {
        throw new Error('the process ended');
      }
      const { following } = await this.#replica.replication(this.#options.probe.limitMilliseconds);
      this.#replicaFailures = 0;
      this.#replicaTrouble = following ? undefined : 'not yet following';
      if (following) {
        this.#hasCopy = true;
        this.#notFollowingSince = performance.now();
      }
    } catch (error) {
      this.#replicaFailures = this.#replica.running ? this.#replicaFailures + 1 : failuresUntilLost;
      this.#replicaTrouble = message(error);
    }
  }

  async #tendReplica(): Promise<void> {
    const stuck = performance.now() - this.#notFollowingSince > followWithin;
    if (this.#replicaFailures < failuresUntilLost && !stuck) {
      return;
    }
    await this.#startReplica();
  }

  async #startReplica(): Promise<void> {
    const replica = this.#replica;
    this.#hasCopy = false;
    await replica.kill();
    await replica.assign(this.#primary.port);
    await replica.start();
    this.#replicaFailures = 0;
    this.#notFollowingSince = performance.now();
    this.#options.events.add(replica.name, 'started', `as the replica of ${this.#primary.name}`);
  }

  async #lost({ since, reason }: { since: number; reason: string }): Promise<void> {
    const { events, address } = this.#options;
    events.add(this.#primary.name, 'lost', reason);
    if (await this.#canPromote()) {
      await this.#promote({ reason, firstSignAt: since, detectedAt: Date.now() });
      return;
    }
    const primary = this.#primary;
    await primary.kill();
    await primary.assign(undefined);
    await primary.start();
    await address.point(primary.port);
    this.#failures = undefined;
    events.add(primary.name, 'restarted', 'empty: the replica had no copy either');
  }

  async #canPromote(): Promise<boolean> {
    if (!this.#hasCopy || !this.#replica.running) {
      return false;
    }
    return this.#replica.replication(2 * this.#options.probe.limitMilliseconds).then(
      () => true,
      () => false,
    );
  }

  async #promote(
    why: Pick<RedisPromotion, 'reason' | 'firstSignAt' | 'detectedAt'>,
  ): Promise<RedisPromotion> {
    const { address, events, probe } = this.#options;
    const [old, next] = [this.#primary, this.#replica];
    await address.cut().catch((error: unknown) => events.add(old.name, 'promoting', message(error)));
    // From here on it comes back as a replica, whoever starts it.
    await old.assign(next.port);
    await old.kill();
    const fencedAt = Date.now();
    await next.assign(undefined);
    await next.promote(3 * probe.limitMilliseconds);
    [this.#primary, this.#replica] = [next, old];
    this.#hasCopy = false;
    this.#failures = undefined;
    this.#replicaTrouble = 'being started after the promotion';
    await address
      .point(next.port)
      .catch((error: unknown) => events.add(next.name, 'promoting', message(error)));
    const promotion = { from: old.name, to: next.name, ...why, fencedAt, servedAt: Date.now() };
    this.promotions.push(promotion);
    const [detection, rest] = [why.detectedAt - why.firstSignAt, promotion.servedAt - why.detectedAt];
    events.add(old.name, 'fenced', why.reason);
    events.add(next.name, 'promoted', `detected after ${detection} ms, serving ${rest} ms later`);
    return promotion;
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
