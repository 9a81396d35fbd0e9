import { metrics } from '@opentelemetry/api';
import { endClientSpan, startClientSpan } from './client-span.ts';

export type StoreSystem = 'postgresql' | 'redis';

/** Seconds. A statement over 50 ms and a command over 5 ms are slow; both stores are given up after a few seconds. */
const boundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Measures calls to PostgreSQL and Redis: a duration for each, and a span for those of recorded requests. */
export class StoreCalls {
  readonly #durations = metrics.getMeter('holdfast').createHistogram('db.client.operation.duration', {
    description: 'Statements of PostgreSQL and commands of Redis, from sending to answer.',
    unit: 's',
    advice: { explicitBucketBoundaries: boundaries },
  });

  /**
   * Follows one call to its end.
   * @param operation a word of a closed list, such as `SELECT`
   * @param ended told the milliseconds that it took
   */
  async observe<Result>(
    system: StoreSystem,
    operation: string,
    call: () => PromiseLike<Result>,
    ended?: (milliseconds: number) => void,
  ): Promise<Result> {
    const attributes = { 'db.system.name': system, 'db.operation.name': operation };
    const span = startClientSpan(`${system} ${operation}`, attributes);
    const start = performance.now();
    const end = (failure?: { readonly error: unknown }) => {
      const milliseconds = performance.now() - start;
      const outcome = failure === undefined ? 'answered' : 'failed';
      this.#durations.record(milliseconds / 1_000, { ...attributes, outcome });
      endClientSpan(span, failure);
      ended?.(milliseconds);
    };
    try {
      const result = await call();
      end();
      return result;
    } catch (error) {
      end({ error });
      throw error;
    }
  }
}
