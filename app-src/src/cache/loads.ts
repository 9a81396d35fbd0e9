import { setTimeout as sleep } from 'node:timers/promises';
import { isAway } from '../database/database-away.ts';
import { type CachedValue, writeCachedValue } from './cached-value.ts';
import type { LastKnownCopies } from './last-known-copies.ts';
import { asRead, type Read, type ReadRequest } from './read.ts';
import type { Look, SharedEntries } from './shared-entries.ts';
import type { SourceAvailability } from './source-availability.ts';

/** Lifetimes are shortened by up to this part, so that values that were loaded together do not expire together. */
const jitter = 0.2;

/** Milliseconds that a replica waits for a value which another one is loading, before it loads it itself. */
const otherLoadMilliseconds = 500;

const otherLoadPollMilliseconds = 20;

export interface LoadsParts {
  readonly entries: SharedEntries;
  readonly lastKnown: LastKnownCopies;
  readonly source: SourceAvailability;
}

/** Loads values from the database: each once for all who ask at the same time, in this process and in others. */
export class Loads {
  readonly #entries: SharedEntries;
  readonly #lastKnown: LastKnownCopies;
  readonly #source: SourceAvailability;
  readonly #underWay = new Map<string, Promise<Read<unknown>>>();
  #writes = 0;

  constructor({ entries, lastKnown, source }: LoadsParts) {
    this.#entries = entries;
    this.#lastKnown = lastKnown;
    this.#source = source;
  }

  /** Says that this process has written: while Redis is away, reads from now on join no load that began before. */
  written(): void {
    this.#writes += 1;
  }

  /** The load that is under way for this state of the owner, or a new one. A read after a write never joins a load from before it. */
  begin<Value>(
    request: ReadRequest<Value>,
    look: Look,
  ): { readonly load: Promise<Read<Value>>; readonly joined: boolean } {
    const state = look.state === 'away' ? `#${this.#writes}` : look.generation;
    const name = `${state} ${request.key.entry}`;
    const running = this.#underWay.get(name);
    if (running !== undefined) {
      return { load: running as Promise<Read<Value>>, joined: true };
    }
    const load = this.#loadOnce(request, look).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, load);
    return { load, joined: false };
  }

  async #loadOnce<Value>(request: ReadRequest<Value>, look: Look): Promise<Read<Value>> {
    if (look.state !== 'open') {
      return this.#loadFromSource(request, undefined);
    }
    const locked = await this.#entries.lock(request.key, look.generation);
    if (locked !== false) {
      return this.#loadFromSource(request, look, locked === true);
    }
    if (look.current && look.copy !== undefined) {
      return asRead<Value>(look.copy);
    }
    return (await this.#fromOtherReplica(request)) ?? this.#loadFromSource(request, look);
  }

  /** Waits for the value that another replica is loading; undefined when it does not come. */
  async #fromOtherReplica<Value>({ key }: ReadRequest<Value>): Promise<Read<Value> | undefined> {
    const end = performance.now() + otherLoadMilliseconds;
    while (performance.now() < end) {
      await sleep(otherLoadPollMilliseconds * (0.5 + Math.random()));
      const look = await this.#entries.look(key);
      if (look.state !== 'open') {
        return undefined;
      }
      if (look.current && look.copy !== undefined) {
        return { ...asRead<Value>(look.copy), from: 'cache' };
      }
    }
    return undefined;
  }

  async #loadFromSource<Value>(
    request: ReadRequest<Value>,
    keepIn: Extract<Look, { state: 'open' }> | undefined,
    locked = false,
  ): Promise<Read<Value>> {
    const { key } = request;
    const loadedAt = Date.now();
    try {
      const value = await request.load();
      this.#source.readAnswered();
      await this.#keep(request, { value, loadedAt }, keepIn);
      return { value, ageSeconds: 0, from: 'source' };
    } catch (error) {
      if (isAway(error)) {
        this.#source.readFailed();
      }
      if (locked && keepIn !== undefined) {
        await this.#entries.unlock(key, keepIn.generation);
      }
      throw error;
    }
  }

  async #keep(
    { key, freshSeconds, staleSeconds }: ReadRequest<unknown>,
    { value, loadedAt }: { readonly value: unknown; readonly loadedAt: number },
    keepIn: Extract<Look, { state: 'open' }> | undefined,
  ): Promise<void> {
    if (value === undefined) {
      this.#lastKnown.forget(key.entry);
      return keepIn && this.#entries.unlock(key, keepIn.generation);
    }
    const copy: CachedValue = {
      server: keepIn?.server ?? '',
      generation: keepIn?.generation ?? '',
      loadedAt,
      freshMilliseconds: freshSeconds * 1_000 * (1 - jitter * Math.random()),
      value,
    };
    this.#lastKnown.keep(key.entry, writeCachedValue(copy));
    if (keepIn !== undefined) {
      await this.#entries.store(key, copy, staleSeconds);
    }
  }
}
