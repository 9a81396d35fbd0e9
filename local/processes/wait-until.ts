import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Tries `attempt` every 50 ms until it gives something other than `undefined`.
 * @param what completes the sentence "Waited N s for ...", used when the time is over
 * @throws with the last failure of `attempt` as the cause
 */
export async function waitUntil<Result>(
  what: string,
  attempt: () => Promise<Result | undefined>,
  limitMilliseconds = 10_000,
): Promise<Result> {
  const start = performance.now();
  let failure: unknown;
  while (performance.now() - start < limitMilliseconds) {
    try {
      const result = await attempt();
      if (result !== undefined) {
        return result;
      }
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    await sleep(50);
  }
  throw new Error(`Waited ${limitMilliseconds / 1_000} s for ${what}.`, { cause: failure });
}
