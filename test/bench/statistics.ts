/** What is reported of a series of measurements, in their own unit. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** @throws RangeError for an empty series */
export function spread(series: readonly number[]): Spread {
  const sorted = [...series].sort((a, b) => a - b);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.ceil((sorted.length - 1) / 2)];
  const min = sorted[0];
  const max = sorted.at(-1);
  if (lower === undefined || upper === undefined || min === undefined || max === undefined) {
    throw new RangeError('A spread needs at least one measurement.');
  }
  return { min, median: (lower + upper) / 2, max };
}

/**
 * Median of the ratios of measurements that were taken right after one another, so that a machine that slows down
 * in the meantime slows both of a pair.
 */
export function medianRatio(series: readonly number[], base: readonly number[]): number {
  return spread(series.map((value, index) => value / (base[index] ?? Number.NaN))).median;
}
