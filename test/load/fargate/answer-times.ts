import type { Latencies, Requests } from '../latencies.ts';
import type { Sample } from '../samples.ts';

/**
 * Requests counted by how long they took, to a tenth of a millisecond. It gives the very percentiles that sorting all of them would, and
 * does not grow with a day of them.
 */
export class AnswerTimes {
  readonly #counts = new Map<number, number>();
  #count = 0;
  #failures = 0;

  add({ milliseconds, failed }: Pick<Sample, 'milliseconds' | 'failed'>): void {
    const tenths = Math.round(milliseconds * 10);
    this.#counts.set(tenths, (this.#counts.get(tenths) ?? 0) + 1);
    this.#count += 1;
    this.#failures += failed ? 1 : 0;
  }

  get requests(): Requests {
    return { count: this.#count, failures: this.#failures, latencies: this.#latencies() };
  }

  #latencies(): Latencies | undefined {
    if (this.#count === 0) {
      return undefined;
    }
    const ascending = [...this.#counts].sort(([a], [b]) => a - b);
    const [p50 = 0, p95 = 0, p99 = 0, max = 0] = [0.5, 0.95, 0.99, 1].map((share) =>
      this.#at(ascending, share),
    );
    return { p50, p95, p99, max };
  }

  /** By the nearest rank. */
  #at(ascending: readonly (readonly [tenths: number, count: number])[], share: number): number {
    let rest = Math.max(Math.ceil(this.#count * share), 1);
    for (const [tenths, count] of ascending) {
      rest -= count;
      if (rest <= 0) {
        return tenths / 10;
      }
    }
    return Number.NaN;
  }
}
