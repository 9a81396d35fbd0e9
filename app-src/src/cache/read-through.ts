import { isAway } from '../database/database-away.ts';
import type { Cache } from './cache.ts';
import { CacheCounters, type CacheResult } from './cache-counters.ts';
import type { CacheKey } from './cache-key.ts';
import { type CachedCopy, readCachedValue } from './cached-value.ts';
import { LastKnownCopies } from './last-known-copies.ts';
import { Loads } from './loads.ts';
import { ageOf, asRead, type Read, type ReadRequest } from './read.ts';
import { type Look, SharedEntries } from './shared-entries.ts';
import { SourceAvailability } from './source-availability.ts';

/** A few hundred pages of a team: enough for those in use. */
const lastKnownLimits = { entries: 400, bytes: 16 * 1024 * 1024 };

export type { Read, ReadRequest } from './read.ts';

/**
 * Reads values through Redis. A value is loaded once for all who ask at the same time, in this process and in others; a value past
 * its freshness is served once more while it is loaded anew; an old one stands in while the database is away. Without Redis every
 * read loads. After {@link writing} or {@link invalidate} nobody is served an older value as if it were current.
 *
 * What is not guaranteed: while Redis is away for the replica that writes, and not for another, the other serves what it has until it
 * is no longer fresh, or until the writer reaches Redis again.
 */
export class ReadThrough {
  readonly #entries: SharedEntries;
  readonly #lastKnown = new LastKnownCopies(lastKnownLimits);
  readonly #counters = new CacheCounters();
  readonly #source = new SourceAvailability();
  readonly #loads: Loads;

  constructor(cache: Pick<Cache, 'client'>) {
    this.#entries = new SharedEntries(cache.client);
    this.#loads = new Loads({ entries: this.#entries, lastKnown: this.#lastKnown, source: this.#source });
  }

  /** Whether the database takes no writes at present, as far as the last reads and writes showed. */
  get readOnly(): boolean {
    return this.#source.readOnly;
  }

  get counters(): Pick<CacheCounters, 'counts' | 'hitRate'> {
    return this.#counters;
  }

  /** @throws what `load` throws, unless the database is away and there is an old copy */
  async get<Value>(request: ReadRequest<Value>): Promise<Read<Value>> {
    const { key } = request;
    const look = await this.#entries.look(key);
    if (look.state === 'open' && look.current && look.copy !== undefined) {
      const fresh = Math.min(look.copy.freshMilliseconds, request.freshSeconds * 1_000);
      const age = ageOf(look.copy);
      if (age < 2 * fresh) {
        this.#lastKnown.keep(key.entry, look.copy.text);
        if (age < fresh) {
          this.#tryFailingSource(request, look);
          return this.#answer(request, 'hit', { ...asRead<Value>(look.copy), from: 'cache' });
        }
        this.#refresh(request, look);
        return this.#answer(request, 'stale', asRead<Value>(look.copy));
      }
    }
    return this.#load(request, look);
  }

  /**
   * Runs a write to the database that changes values of the keys' owners. Meanwhile none of them is kept; they are made outdated once
   * the write has committed, which `afterCommit` tells.
   * @throws what `work` throws
   */
  async writing<Result>(
    keys: readonly CacheKey[],
    afterCommit: (work: () => Promise<void>) => void,
    work: () => Promise<Result>,
  ): Promise<Result> {
    await this.#entries.close(ownersOf(keys));
    try {
      const result = await work();
      afterCommit(async () => {
        this.#source.writeAnswered();
        await this.invalidate(...keys);
      });
      return result;
    } catch (error) {
      if (isAway(error)) {
        this.#source.writeFailed();
        await this.#leaveClosed(keys);
      } else {
        await this.invalidate(...keys);
      }
      throw error;
    }
  }

  /** Makes all values of the keys' owners outdated. Call it after the commit; {@link writing} does so, and is safer. Never rejects. */
  async invalidate(...keys: readonly CacheKey[]): Promise<void> {
    this.#loads.written();
    await this.#entries.invalidate(ownersOf(keys));
  }

  /** A write whose answer was lost may yet commit: its owners stay closed until it cannot any more. */
  async #leaveClosed(keys: readonly CacheKey[]): Promise<void> {
    this.#loads.written();
    await this.#entries.close(ownersOf(keys));
  }

  /** Stops the timers. */
  stop(): void {
    this.#entries.stop();
  }

  async #load<Value>(request: ReadRequest<Value>, look: Look): Promise<Read<Value>> {
    const copy = this.#source.shouldWait() ? undefined : this.#copyOf(request, look);
    if (copy !== undefined) {
      return this.#answer(request, 'stale', asRead<Value>(copy));
    }
    const { load, joined } = this.#loads.begin(request, look);
    try {
      const read = await load;
      return this.#answer(request, joined ? 'joined' : resultOf(read, look), read);
    } catch (error) {
      const standIn = isAway(error) ? this.#copyOf(request, look) : undefined;
      if (standIn === undefined) {
        throw error;
      }
      return this.#answer(request, 'stale', asRead<Value>(standIn));
    }
  }

  /** The newest old copy that may still stand in. */
  #copyOf(request: ReadRequest<unknown>, look: Look): CachedCopy | undefined {
    const text = this.#lastKnown.find(request.key.entry);
    const own = text === undefined ? undefined : readCachedValue(request.key.kind, text);
    const shared = look.state === 'away' ? undefined : look.copy;
    return [own, shared]
      .filter((copy) => copy !== undefined)
      .filter((copy) => ageOf(copy) <= request.staleSeconds * 1_000)
      .sort((a, b) => b.loadedAt - a.loadedAt)[0];
  }

  /** While all is answered from the cache, nobody would notice that the database is back. */
  #tryFailingSource(request: ReadRequest<unknown>, look: Look): void {
    if (this.#source.failing && this.#source.shouldWait()) {
      this.#refresh(request, look);
    }
  }

  #refresh(request: ReadRequest<unknown>, look: Look): void {
    // Whoever needs the value and cannot have it is told by their own read.
    this.#loads.begin(request, look).load.catch(() => undefined);
  }

  #answer<Value>({ key }: ReadRequest<Value>, result: CacheResult, read: Read<Value>): Read<Value> {
    this.#counters.count(key.kind, result);
    return read;
  }
}

function resultOf(read: Read<unknown>, look: Look): CacheResult {
  if (read.from === 'source') {
    return look.state === 'away' ? 'bypass' : 'miss';
  }
  return read.from === 'cache' ? 'hit' : 'stale';
}

function ownersOf(keys: readonly CacheKey[]): string[] {
  return [...new Set(keys.map((key) => key.owner))];
}
