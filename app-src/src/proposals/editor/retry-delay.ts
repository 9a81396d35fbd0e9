const firstMilliseconds = 1_000;

/** The longest pause, in milliseconds: what was written is saved within it once the service is back. */
const longestMilliseconds = 15_000;

/**
 * How long to wait before a save is sent again, in milliseconds: doubling, and spread at random, so that the browsers of a whole company
 * do not come back in step. What the service asked for is the least.
 *
 * @param attempt how often it has been sent again already
 * @param random a number from 0 up to 1
 */
export function retryDelay(attempt: number, random: number, retryAfterSeconds = 0): number {
  const ceiling = Math.min(longestMilliseconds, firstMilliseconds * 2 ** attempt);
  const asked = retryAfterSeconds * 1_000;
  return asked + ceiling * (asked > 0 ? random / 4 : (1 + random) / 2);
}
