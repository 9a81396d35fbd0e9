/** Milliseconds of the first and of the longest pause before a part is started again. */
export const pauses = { first: 200, longest: 10_000 };

/** Milliseconds that a part must have run for its next crash to count as a first one. */
const healthyAfter = 30_000;

/** How long to wait before a part that keeps ending is started again: twice as long each time. */
export class Backoff {
  #next = pauses.first;

  /** @param ranMilliseconds how long the part has run until it ended now */
  pause(ranMilliseconds: number): number {
    const pause = ranMilliseconds >= healthyAfter ? pauses.first : this.#next;
    this.#next = Math.min(pauses.longest, pause * 2);
    return pause;
  }
}
