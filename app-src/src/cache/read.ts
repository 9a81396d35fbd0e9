import type { CacheKey } from './cache-key.ts';
import type { Lifetimes } from './cache-kinds.ts';
import type { CachedValue } from './cached-value.ts';

export interface Read<Value> {
  readonly value: Value;
  /** Since its load began. */
  readonly ageSeconds: number;
  /** `cache`: unchanged since it was loaded. `stale`: an older copy; say its age to the user. */
  readonly from: 'cache' | 'source' | 'stale';
}

export interface ReadRequest<Value> extends Lifetimes {
  readonly key: CacheKey;
  /** Reads it from the database. Shared by all who ask meanwhile, so it must not depend on one request's signal. Undefined is not kept. */
  readonly load: () => Promise<Value>;
}

/** The schema of the key's kind has judged the value, and the key's maker has said what that kind's loads return. */
export function asRead<Value>(copy: CachedValue): Read<Value> {
  return { value: copy.value as Value, ageSeconds: Math.floor(ageOf(copy) / 1_000), from: 'stale' };
}

/** In milliseconds; clocks of replicas differ a little. */
export function ageOf(copy: CachedValue): number {
  return Math.max(0, Date.now() - copy.loadedAt);
}
