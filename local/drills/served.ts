import { setTimeout as sleep } from 'node:timers/promises';
import { usualSteadySeconds } from '../../lib/drills/drill.ts';
import { notHolding } from '../../lib/drills/service-level.ts';
import type { SteadyLoad } from './load/steady-load.ts';

/** Seconds that users get to be served without a failure before a drill begins. */
const steadyLimit = 120;

/** A drill that could not begin: the platform was not well before anything was done to it. */
export class NotSteady extends Error {
  override readonly name = 'NotSteady';
}

/**
 * Resolves when all users have been served without a failure for so long.
 * @throws NotSteady
 */
export async function whenSteady(
  load: SteadyLoad,
  { seconds = usualSteadySeconds, signal }: { readonly seconds?: number; readonly signal: AbortSignal },
): Promise<void> {
  const limit = load.begunAt + (seconds + steadyLimit) * 1_000;
  for (;;) {
    signal.throwIfAborted();
    load.mustRun();
    const last = load.requests.findLast(({ failed }) => failed);
    const since = Math.max(load.begunAt, last?.until ?? 0);
    if (Date.now() - since >= seconds * 1_000) return;
    if (Date.now() > limit) {
      throw new NotSteady(
        `The platform was not steady before anything was done to it, so the drill was not begun: ${last?.what} failed (${last?.why}).`,
      );
    }
    await sleep(250, undefined, { signal });
  }
}

/**
 * Waits until the service level of every journey holds.
 *
 * @param atLeast seconds from now that are watched in any case
 * @param atMost seconds from now after which it is left at that
 */
export async function whenServed(
  load: Pick<SteadyLoad, 'requests' | 'mustRun'>,
  {
    atLeast,
    atMost,
    signal,
  }: { readonly atLeast: number; readonly atMost: number; readonly signal: AbortSignal },
): Promise<void> {
  const begun = performance.now();
  for (;;) {
    signal.throwIfAborted();
    load.mustRun();
    const seconds = (performance.now() - begun) / 1_000;
    if (seconds > atMost || (seconds >= atLeast && notHolding(load.requests).length === 0)) return;
    await sleep(500, undefined, { signal });
  }
}
