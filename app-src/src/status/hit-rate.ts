import type { Status } from './status.ts';

export interface HitRate {
  /** Reads that needed no statement of their own. */
  readonly hits: number;
  readonly all: number;
  /** Between 0 and 1; `undefined` before the first read. */
  readonly share: number | undefined;
}

/** How many reads the cache answered, an older copy included. */
export function hitRate({ hit, joined, stale, miss, bypass }: Status['cache']): HitRate {
  const hits = hit + joined + stale;
  const all = hits + miss + bypass;
  return { hits, all, share: all === 0 ? undefined : hits / all };
}
