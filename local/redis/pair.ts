import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { StableAddress, StorePair } from '../platform/stores.ts';
import type { Events } from '../processes/events.ts';
import { PartFailure, type PartStatus } from '../processes/part.ts';
import type { PartLog } from '../processes/part-log.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { ensureProgram } from '../programs/ensure.ts';
import { redis } from '../programs/redis.ts';
import { RedisController, type RedisPromotion } from './controller.ts';
import { RedisServer } from './server.ts';
import { redisStatus } from './status.ts';

/** The servers of the pair. */
export const redisNames = ['redis-a', 'redis-b'] as const;

export type RedisName = (typeof redisNames)[number];

export interface RedisPairOptions {
  /** Where the servers keep their configuration. */
  readonly primaryRegion: string;
  readonly ports: Readonly<Record<RedisName, number>>;
  /** Where the users of the cache come in. */
  readonly address: Pick<StableAddress, 'cut' | 'point'>;
  readonly events: Events;
  /** Where a server's messages go. */
  readonly log?: (part: string) => PartLog;
  /** Milliseconds between two probes, and without an answer after which one has failed. @default 500 and 1,000 */
  readonly probe?: { readonly milliseconds: number; readonly limitMilliseconds: number };
  /** Path of `redis-server`. @default the one of this machine */
  readonly program?: string;
}

/** Milliseconds between two probes, and without an answer after which one has failed. */
export const usualProbe = { milliseconds: 500, limitMilliseconds: 1_000 };

/** Seconds that a start waits for the replica; then the platform serves without it. */
const replicaPatience = 20;

/**
 * Redis with a replica and automatic promotion: the local counterpart of an ElastiCache replication group. Replication is asynchronous: a
 * promotion may lose the writes of the last moments, and the loss of both servers loses everything. So it is a cache: whatever matters,
 * sessions too, is in PostgreSQL as well.
 */
export class RedisPair implements StorePair {
  /** What users sign in with. */
  readonly token = randomBytes(24).toString('hex');
  readonly #options: RedisPairOptions;
  #servers: Readonly<Record<RedisName, RedisServer>> | undefined;
  #controller: RedisController | undefined;
  readonly #since = new Map<string, { state: string; at: string }>();

  constructor(options: RedisPairOptions) {
    this.#options = options;
  }

  /** The server that takes writes. */
  get primary(): RedisServer {
    return this.#started.primary;
  }

  get replica(): RedisServer {
    return this.#started.replica;
  }

  /** Whether the replica has a whole copy and receives what changes. */
  get following(): boolean {
    return this.#started.replicaTrouble === undefined;
  }

  /** All promotions since the start, oldest first. */
  get promotions(): readonly RedisPromotion[] {
    return this.#controller?.promotions ?? [];
  }

  server(name: RedisName): RedisServer {
    if (this.#servers === undefined) {
      throw new Error('Redis is not started: call start() first.');
    }
    return this.#servers[name];
  }

  async start(): Promise<void> {
    if (this.#controller !== undefined) {
      return;
    }
    const { primaryRegion, ports, log, address, events, probe } = this.#options;
    const program = this.#options.program ?? (await ensureProgram(redis)).path;
    const make = (name: RedisName) =>
      new RedisServer({
        ...{ name, port: ports[name], folder: path.join(primaryRegion, name), program, token: this.token },
        log: log?.(name),
      });
    this.#servers ??= { 'redis-a': make('redis-a'), 'redis-b': make('redis-b') };
    const [first, second] = [this.#servers['redis-a'], this.#servers['redis-b']];
    await mkdir(primaryRegion, { recursive: true });
    try {
      // Both are empty: there is nothing that one would have and the other not.
      await first.assign(undefined);
      await second.assign(first.port);
      await first.start();
      await second.start();
    } catch (error) {
      await Promise.all([first.kill(), second.kill()]);
      throw new PartFailure(error instanceof Error ? error.message : String(error));
    }
    await address.point(first.port);
    const controller = new RedisController({
      ...{ first, second, address, events },
      probe: probe ?? usualProbe,
    });
    this.#controller = controller;
    controller.start();
    await this.whenFollowing(replicaPatience * 1_000).catch(() =>
      events.add(second.name, 'late', 'serving without it'),
    );
  }

  async stop(): Promise<void> {
    await this.#controller?.stop();
    this.#controller = undefined;
    await Promise.all(Object.values(this.#servers ?? {}).map((server) => server.stop()));
  }

  status(): readonly PartStatus[] {
    return redisNames.map((name) =>
      redisStatus({
        ...{
          name,
          port: this.#options.ports[name],
          server: this.#servers?.[name],
          controller: this.#controller,
        },
        since: (state) => this.#stateSince(name, state),
      }),
    );
  }

  /** Starts a server again; it is empty then. A restarted primary comes back as the replica, as its data is in the other one alone. */
  async restart(name: string): Promise<void> {
    const server = redisNames.filter((one) => one === name).map((one) => this.server(one))[0];
    if (server === undefined) {
      throw new Error(`There is no ${name}: the servers are ${redisNames.join(' and ')}.`);
    }
    const before = server.restarts;
    await server.kill();
    await waitUntil(
      `${name} to be started again`,
      async () => (server.restarts > before && server.running && this.following ? true : undefined),
      60_000,
    );
  }

  /** Promotes the replica, as a failover test does. */
  failOver(reason = 'on demand'): Promise<RedisPromotion> {
    return this.#started.failOver(reason);
  }

  /** Both servers are killed at the same moment: everything in them is lost. */
  async loseEverything(): Promise<void> {
    await Promise.all(redisNames.map((name) => this.server(name).kill()));
  }

  /** Waits until the replica has a whole copy and receives what changes. */
  async whenFollowing(limitMilliseconds = 60_000): Promise<void> {
    await waitUntil(
      'the replica to follow',
      async () => (this.following ? true : undefined),
      limitMilliseconds,
    );
  }

  get #started(): RedisController {
    if (this.#controller === undefined) {
      throw new Error('Redis is not started: call start() first.');
    }
    return this.#controller;
  }

  #stateSince(name: string, state: string): string {
    const before = this.#since.get(name);
    const at = before?.state === state ? before.at : new Date().toISOString();
    this.#since.set(name, { state, at });
    return at;
  }
}
