/** Time as a step of a takeover sees it. */
export interface Clock {
  /** Milliseconds since an arbitrary moment. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** How long a step looks again by itself before the engine has to call it once more, and how often. */
export interface Patience {
  readonly limitSeconds: number;
  readonly everySeconds: number;
}

/** Lambda ends a call after fifteen minutes; a step stops a little earlier, so that it can still say what it waits for. */
export const STEP_PATIENCE: Patience = { limitSeconds: 13 * 60, everySeconds: 10 };

/** What a look has found: the answer, or a sentence on what is still awaited. */
export type Look<T> = { readonly done: T } | { readonly awaits: string };

/**
 * Looks until there is an answer.
 *
 * @throws Error with the last sentence when the time is over; the engine then calls the step again
 */
export async function until<T>(clock: Clock, patience: Patience, look: () => Promise<Look<T>>): Promise<T> {
  const end = clock.now() + patience.limitSeconds * 1000;
  for (;;) {
    const seen = await look();
    if ('done' in seen) return seen.done;
    if (clock.now() + patience.everySeconds * 1000 > end) {
      throw new Error(`${seen.awaits} The step has waited ${patience.limitSeconds} s and is tried again.`);
    }
    await clock.sleep(patience.everySeconds * 1000);
  }
}
