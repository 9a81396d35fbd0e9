import { metrics } from '@opentelemetry/api';
import type { CacheKindName } from './cache-kinds.ts';

/**
 * How a read was answered. `hit`: fresh, from Redis. `joined`: by a load that another reader had begun. `stale`: by an older copy.
 * `miss`: from the database. `bypass`: from the database, because Redis could not be asked.
 */
export const cacheResults = ['hit', 'joined', 'stale', 'miss', 'bypass'] as const;

export type CacheResult = (typeof cacheResults)[number];

/** Counts reads through the cache, for the metrics pipeline and for the status page. */
export class CacheCounters {
  readonly #counts: Record<CacheResult, number> = { hit: 0, joined: 0, stale: 0, miss: 0, bypass: 0 };
  readonly #requests = metrics.getMeter('holdfast').createCounter('holdfast.cache.requests', {
    description: 'Reads through the cache, by how they were answered.',
  });

  count(kind: CacheKindName, result: CacheResult): void {
    this.#counts[result] += 1;
    this.#requests.add(1, { kind, result });
  }

  /** Since this process started. */
  get counts(): Readonly<Record<CacheResult, number>> {
    return { ...this.#counts };
  }

  /** The part of all reads that needed no load of their own, from 0 to 1; undefined before the first read. */
  get hitRate(): number | undefined {
    const { hit, joined, stale, miss, bypass } = this.#counts;
    const all = hit + joined + stale + miss + bypass;
    return all === 0 ? undefined : (hit + joined + stale) / all;
  }
}
