import { notFound } from '../http/problem.ts';
import type { RouteResult } from '../http/route-definition.ts';
import type { Read, ReadRequest, ReadThrough } from './read-through.ts';

/** Headers of an answer from {@link cachedAnswer}, for the API's description. */
export const cachedAnswerHeaders = {
  'Holdfast-Age':
    'Seconds since the data was read from the database. Present when it may have changed since.',
  'Holdfast-Mode': '`read-only` while the database takes no writes. Absent otherwise.',
};

/** Reads a value through the cache and answers with it, and with 404 when there is none. */
export async function cachedAnswer<Value>(
  readThrough: ReadThrough,
  request: ReadRequest<Value | undefined>,
): Promise<RouteResult & { readonly body: Value }> {
  const read = await readThrough.get(request);
  if (read.value === undefined) {
    throw notFound();
  }
  return answerOf(readThrough, { ...read, value: read.value });
}

/** The answer with a value that was read, and with what there is to say of its age. */
export function answerOf<Value>(
  readThrough: ReadThrough,
  read: Read<Value>,
): RouteResult & { readonly body: Value } {
  return { status: 200, body: read.value, headers: cacheStateHeaders(readThrough, read) };
}

/** Says of a value that was read how old it is and in which mode the database is, where that matters. */
export function cacheStateHeaders(
  { readOnly }: Pick<ReadThrough, 'readOnly'>,
  { from, ageSeconds }: Pick<Read<unknown>, 'from' | 'ageSeconds'>,
): Record<string, string> {
  if (from !== 'stale' && !readOnly) {
    return {};
  }
  return {
    ...(from === 'stale' && { 'Holdfast-Age': String(ageSeconds) }),
    ...(readOnly && { 'Holdfast-Mode': 'read-only' }),
    // A browser that keeps this answer would go on to show its age and mode after they have ceased.
    'Cache-Control': 'private, no-store',
  };
}
