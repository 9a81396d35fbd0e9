import { isApi, percentile } from './latencies.ts';
import type { Sample } from './samples.ts';

/** Share of failed requests from which nobody would call the product usable. */
const brokenShare = 0.05;

/** Milliseconds within which 95 of 100 answers must come for the product to be usable. */
const brokenMilliseconds = 2_000;

/** Seconds for which it must have been so, longer than a pause for garbage or a slow moment of the machine. */
export const brokenSeconds = 10;

/**
 * Why the product counts as broken down, from the requests of the last {@link brokenSeconds}, or `undefined` while it does not.
 * No request at all is a breakdown as well: users wait for answers that do not come.
 */
export function breakdown(samples: readonly Sample[]): string | undefined {
  if (samples.length === 0) {
    return `no request was answered within ${brokenSeconds} s`;
  }
  const failures = samples.filter(({ failed }) => failed).length;
  if (failures / samples.length >= brokenShare) {
    return `${Math.round((failures / samples.length) * 100)} % of the requests of ${brokenSeconds} s failed`;
  }
  const sorted = samples
    .filter(isApi)
    .map(({ milliseconds }) => milliseconds)
    .sort((a, b) => a - b);
  const p95 = percentile(sorted, 0.95);
  return p95 >= brokenMilliseconds
    ? `the 95th percentile of the API was ${Math.round(p95)} ms for ${brokenSeconds} s`
    : undefined;
}
