/** Milliseconds: the first retry waits up to this long, and each later one up to twice as long as the one before. */
const baseMilliseconds = 100;

/** The longest wait that exponential growth leads to, in milliseconds. */
const capMilliseconds = 2_000;

/**
 * Milliseconds before the next attempt: exponential backoff with full jitter, which spreads clients best ("Exponential Backoff And
 * Jitter", AWS Architecture Blog), or what the dependency asked for, with up to a tenth more so that its clients do not return together.
 * @param attempt attempts made so far, from 1
 * @param random from 0 to 1
 */
export function backoffMilliseconds(
  attempt: number,
  retryAfterMilliseconds: number | undefined,
  random = Math.random(),
): number {
  if (retryAfterMilliseconds !== undefined) {
    return retryAfterMilliseconds * (1 + random / 10);
  }
  return random * Math.min(capMilliseconds, baseMilliseconds * 2 ** (attempt - 1));
}
