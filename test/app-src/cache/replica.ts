import { Cache } from '../../../app-src/src/cache/cache.ts';
import { cacheKey } from '../../../app-src/src/cache/cache-key.ts';
import { type Read, ReadThrough } from '../../../app-src/src/cache/read-through.ts';
import { createLogger } from '../../../app-src/src/logging/logger.ts';
import type { TemplateSummary } from '../../../app-src/src/templates/template.ts';
import type { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';

export const silentLogger = createLogger('fatal');

/** The value that tests keep: a list of templates whose only name tells what was loaded. */
export const named = (name: string): TemplateSummary[] => [{ id: 'a', name, description: '' }];

/** An error as PostgreSQL's client gives it when the server is gone. */
export const awayError = () => Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });

export interface Loading {
  readonly key?: string;
  readonly load: () => Promise<string>;
  readonly freshSeconds?: number;
  readonly staleSeconds?: number;
}

/** One replica of the app, as far as its cache goes. */
export class Replica {
  readonly cache: Cache;
  readonly readThrough: ReadThrough;

  private constructor(redis: Redis) {
    this.cache = new Cache(
      { host: redis.host, port: redis.port, tls: false, authToken: undefined },
      silentLogger,
    );
    this.readThrough = new ReadThrough(this.cache);
    this.cache.connect();
  }

  /** Starts a replica and waits until it uses Redis. */
  static async start(redis: Redis): Promise<Replica> {
    const replica = new Replica(redis);
    await replica.usesRedis();
    return replica;
  }

  /** Waits until reads go through Redis. */
  async usesRedis(): Promise<void> {
    await waitUntil('the replica to use Redis', async () => {
      const before = this.readThrough.counters.counts.bypass;
      await this.read({ key: `probe-${Math.random()}`, load: async () => 'probe' });
      return this.readThrough.counters.counts.bypass === before ? true : undefined;
    });
  }

  /** Reads the name that `load` tells, through the cache. Keys of one team have one owner. */
  async read({ key = 'one', load, freshSeconds = 60, staleSeconds = 600 }: Loading): Promise<Read<string>> {
    const read = await this.readThrough.get({
      key: cacheKey('templates', 'team', key),
      freshSeconds,
      staleSeconds,
      load: async () => named(await load()),
    });
    return { ...read, value: read.value[0]?.name ?? '' };
  }

  /** Makes all that {@link read} keeps outdated. */
  invalidate(): Promise<void> {
    return this.readThrough.invalidate(cacheKey('templates', 'team'));
  }

  /** Runs a write that changes what {@link read} keeps, as a route does. */
  async write<Result>(work: () => Promise<Result>): Promise<Result> {
    const after: (() => Promise<void>)[] = [];
    const result = await this.readThrough.writing(
      [cacheKey('templates', 'team')],
      (commit) => after.push(commit),
      work,
    );
    await Promise.all(after.map((commit) => commit()));
    return result;
  }

  stop(): void {
    this.readThrough.stop();
    this.cache.close();
  }
}
