import { retryAfterMilliseconds } from './retry-after.ts';

/** What an error of a call says about the dependency. */
export interface Failure {
  /**
   * `answer`: the dependency works and refused this request, so that neither a retry nor the circuit breaker has business with it.
   * `transient`: it failed, and another attempt may succeed.
   */
  readonly kind: 'answer' | 'transient';
  /** Milliseconds that the dependency asked us to wait. */
  readonly retryAfterMilliseconds: number | undefined;
}

/** Statuses below 500 that say "later", not "never": request time-out, too early and too many requests. */
const laterStatuses = new Set([408, 425, 429]);

/**
 * Reads the HTTP `status` and `headers` that an error carries, as those of the `openai` SDK and {@link UpstreamError} do. An error
 * without a status (refused, reset, timed out, malformed) is transient.
 */
export function judgeFailure(error: unknown): Failure {
  const { status, headers } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly status?: unknown;
    readonly headers?: unknown;
  };
  const later = headers instanceof Headers ? retryAfterMilliseconds(headers.get('retry-after')) : undefined;
  if (typeof status !== 'number' || status >= 500 || laterStatuses.has(status)) {
    return { kind: 'transient', retryAfterMilliseconds: later };
  }
  return { kind: 'answer', retryAfterMilliseconds: undefined };
}
