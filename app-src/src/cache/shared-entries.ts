import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { CacheKey } from './cache-key.ts';
import { type CachedCopy, type CachedValue, readCachedValue, writeCachedValue } from './cached-value.ts';
import { OwedInvalidations } from './owed-invalidations.ts';
import { RedisPatience } from './redis-patience.ts';
import { ServerIdentity } from './server-identity.ts';

/** Seconds after which an unused generation is forgotten; a new one then starts, with which no older value is served. */
const generationSeconds = 7 * 86_400;

/** Milliseconds that a write keeps its owner closed when it never says that it has ended. Longer than the deadline of any request. */
const closedMilliseconds = 20_000;

/** Milliseconds that one load is waited for by other replicas. Longer than the server-side limit of a statement. */
const lockMilliseconds = 3_000;

const closedMark = 'closed-';

/** The largest value that is worth its transfer, in characters. */
const largestEntry = 1_000_000;

/** What Redis said about a key. */
export type Look =
  /** It cannot be asked now: load, and keep nothing. */
  | { readonly state: 'away' }
  /** A write to the owner is under way: load, and keep nothing. */
  | { readonly state: 'closed'; readonly generation: string; readonly copy: CachedCopy | undefined }
  /** `current` tells whether nothing was written since the copy was loaded. */
  | {
      readonly state: 'open';
      readonly server: string;
      readonly generation: string;
      readonly copy: CachedCopy | undefined;
      readonly current: boolean;
    };

/**
 * The values that all replicas share in Redis. Each belongs to an owner, and each owner has a generation, a random word: a value is
 * current while its owner still has the generation that it had when the load began. A write deletes the generation, so that whatever
 * was loaded before, or is stored late by a slow reader, is never current again. Deleting works when Redis is full, and an evicted
 * generation is as good as a deleted one.
 */
export class SharedEntries {
  readonly #client: Redis;
  readonly #identity: ServerIdentity;
  readonly #patience: RedisPatience;
  readonly #owed: OwedInvalidations;

  constructor(client: Redis) {
    this.#client = client;
    this.#identity = new ServerIdentity(client);
    this.#patience = new RedisPatience();
    this.#owed = new OwedInvalidations({
      drop: (owners) => this.#drop(owners),
      dropAll: () => this.#dropAll(),
    });
    client.on('ready', () => void this.#owed.pay());
  }

  /** Looks a value up. Never rejects. */
  async look(key: CacheKey): Promise<Look> {
    const server = this.#identity.current;
    if (server === undefined || this.#client.status !== 'ready' || this.#owed.includes(key.owner)) {
      return { state: 'away' };
    }
    const found = await this.#patience.ask(async () => {
      const [generation, text] = await this.#client.mget(generationKey(key.owner), entryKey(key));
      return { generation: generation ?? (await this.#begin(key.owner)), text };
    });
    if (found === undefined || this.#owed.includes(key.owner)) {
      return { state: 'away' };
    }
    const { generation, text } = found;
    const copy = text ? readCachedValue(key.kind, text) : undefined;
    if (generation.startsWith(closedMark)) {
      return { state: 'closed', generation, copy };
    }
    const current = copy?.generation === generation && copy.server === server;
    return { state: 'open', server, generation, copy, current };
  }

  /** Whether this replica is the one to load the value; undefined when Redis cannot tell. */
  async lock(key: CacheKey, generation: string): Promise<boolean | undefined> {
    const answer = await this.#patience.ask(() =>
      this.#client.set(lockKey(key, generation), '1', 'PX', lockMilliseconds, 'NX'),
    );
    return answer === undefined ? undefined : answer === 'OK';
  }

  /** Keeps a loaded value and lets the other replicas go on. Never rejects. */
  async store(key: CacheKey, value: CachedValue, staleSeconds: number): Promise<void> {
    const text = writeCachedValue(value);
    if (text.length > largestEntry) {
      return this.unlock(key, value.generation);
    }
    await this.#patience.ask(() =>
      this.#client
        .pipeline()
        .set(entryKey(key), text, 'EX', staleSeconds)
        .del(lockKey(key, value.generation))
        .exec(),
    );
  }

  /** Lets another replica try, after a load that failed. Never rejects. */
  async unlock(key: CacheKey, generation: string): Promise<void> {
    await this.#patience.ask(() => this.#client.del(lockKey(key, generation)));
  }

  /**
   * Says before a write that values of the owners are about to change: from here on none of them is current, and none is kept, until
   * {@link invalidate} or for a while. Should this process die between its commit and that, nothing outdated is left behind. What
   * Redis does not take is owed. Never rejects.
   */
  async close(owners: readonly string[]): Promise<void> {
    const mark = closedMark + randomBytes(9).toString('base64url');
    const closed = await this.#patience.insist(() =>
      Promise.all(
        owners.map((owner) => this.#client.set(generationKey(owner), mark, 'PX', closedMilliseconds)),
      ),
    );
    if (closed === undefined && !(await this.#drop(owners))) {
      this.#owed.add(owners);
    }
  }

  /** Says after a write that values of the owners have changed. What Redis does not take is owed, and paid when it is back. Never rejects. */
  async invalidate(owners: readonly string[]): Promise<void> {
    if (!(await this.#drop(owners))) {
      this.#owed.add(owners);
    }
  }

  /** Stops the timers. */
  stop(): void {
    this.#owed.stop();
  }

  async #drop(owners: readonly string[]): Promise<boolean> {
    const deleted = await this.#patience.insist(() => this.#client.del(...owners.map(generationKey)));
    return deleted !== undefined;
  }

  async #dropAll(): Promise<boolean> {
    try {
      for await (const keys of this.#client.scanStream({ match: generationKey('*'), count: 500 })) {
        if (keys.length > 0) {
          await this.#client.unlink(...(keys as string[]));
        }
      }
      return true;
    } catch {
      return false;
    }
  }

  /** Starts a generation for an owner that has none, or takes the one that another reader just started. */
  async #begin(owner: string): Promise<string> {
    const fresh = randomBytes(9).toString('base64url');
    const other = await this.#client.set(generationKey(owner), fresh, 'EX', generationSeconds, 'NX', 'GET');
    return other ?? fresh;
  }
}

const generationKey = (owner: string) => `holdfast:generation:${owner}`;
const entryKey = (key: CacheKey) => `holdfast:entry:${key.entry}`;
const lockKey = (key: CacheKey, generation: string) => `holdfast:lock:${generation}:${key.entry}`;
