import { Problem } from './problem.ts';

/** Milliseconds within which the answer to a request must begin. */
export const defaultDeadlineMilliseconds = 10_000;

/**
 * Runs `work` with a signal that is aborted when the client goes or `milliseconds` pass. Afterwards the signal follows the client alone, for
 * answers that are streamed.
 * @throws `Problem` 503 once the time is over, whether or not `work` heeds the signal
 */
export async function withDeadline<Result>(
  client: AbortSignal,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const deadline = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const problem = new Problem({
      status: 503,
      code: 'deadline-exceeded',
      title: 'This took too long; try again.',
      retryAfterSeconds: 5,
    });
    deadline.abort(problem);
    late.reject(problem);
  }, milliseconds);
  try {
    return await Promise.race([work(AbortSignal.any([client, deadline.signal])), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
