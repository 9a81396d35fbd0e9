import { requestKind } from './request-kind.ts';

/** What a user wanted of the product: service levels are promised for these two. */
export type Journey = 'read' | 'write';

/** How it went: `failed` by our fault, `slow` answered later than promised. */
export type Outcome = 'good' | 'slow' | 'failed';

export const journeys: readonly Journey[] = ['read', 'write'];
export const outcomes: readonly Outcome[] = ['good', 'slow', 'failed'];

const reads = new Set(['GET', 'HEAD']);
const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** What pages report about themselves; no user waits for it. */
const reports = /^\/api\/(web-vitals|browser-errors)\b/;

/** A draft is streamed while a model writes it, and signing in hashes slowly on purpose: neither can be too slow here. */
const ownPace = /^\/api\/(proposals\/[^/?]+\/draft|auth)\b/;

/** The journey that a request belongs to; `undefined` for what no user waits for: files, health checks, reports of pages. */
export function journeyOf(method: string | undefined, address: string): Journey | undefined {
  const kind = requestKind(address);
  if ((kind !== 'api' && kind !== 'page') || method === undefined || reports.test(address)) {
    return undefined;
  }
  if (reads.has(method)) {
    return 'read';
  }
  return writes.has(method) ? 'write' : undefined;
}

/** @param limitMilliseconds after which an answer is later than promised */
export function outcomeOf(
  { address, status, milliseconds }: { address: string; status: number; milliseconds: number },
  limitMilliseconds: number,
): Outcome {
  if (status >= 500) {
    return 'failed';
  }
  return milliseconds > limitMilliseconds && !ownPace.test(address) ? 'slow' : 'good';
}
