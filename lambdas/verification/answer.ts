/** What a service said, or why it said nothing that a verdict could rest on. */
export type Answer<T> = Answered<T> | NoAnswer;

export interface Answered<T> {
  readonly state: 'answered';
  readonly value: T;
}

/** `missing` is an answer about the resource; the others say nothing about it. */
export interface NoAnswer {
  readonly state: 'missing' | 'denied' | 'throttled' | 'unavailable';
  /** What the service said, for the sentence of a finding. */
  readonly reason: string;
}

export function answered<T>(value: T): Answered<T> {
  return { state: 'answered', value };
}

/**
 * Runs calls whose failure belongs into the verdict rather than ending it: one region that does not answer must not
 * keep the other from being judged.
 *
 * @throws whatever is neither an answer of the service nor of the network, such as a request that is wrong in itself
 */
export async function ask<T>(calls: () => Promise<T>): Promise<Answer<T>> {
  try {
    return answered(await calls());
  } catch (error) {
    const state = stateOf(error);
    if (state === undefined) throw error;
    const { name, message } = error as Error;
    return { state, reason: message ? `${name}: ${message}` : name };
  }
}

const MISSING = /NotFound|NoSuchBucket|NoSuchKey/;
const DENIED = /AccessDenied|Unauthorized|NotAccessible|^Forbidden$/;
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;
/**
 * Codes of the operating system, and what Node.js says of a connection that ends without an answer; when the SDK wraps
 * such an error, its message is all that still has them.
 */
const UNREACHED =
  /^TimeoutError$|\bsocket hang up\b|\b(ECONN\w+|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|EPIPE|ENETUNREACH|EHOSTUNREACH)\b/;

function stateOf(error: unknown): NoAnswer['state'] | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', $metadata } = error as Error & {
    readonly code?: string;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode ?? 0;
  if (THROTTLED.test(error.name) || status === 429) return 'throttled';
  if (DENIED.test(error.name) || status === 403) return 'denied';
  // First the network: a host name that is not found says nothing about the resource.
  if ([error.name, code, error.message].some((text) => UNREACHED.test(text)) || status >= 500)
    return 'unavailable';
  if (MISSING.test(error.name) || status === 404) return 'missing';
  return undefined;
}
