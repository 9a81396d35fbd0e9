import type { TimelineSecond } from './record.ts';
import type { UserRequest } from './service-level.ts';

/**
 * Counts requests by the second in which they were answered or given up, every second from the beginning to the last answer.
 *
 * @param begunAt when the load began, in milliseconds since 1970
 */
export function perSecond(requests: readonly UserRequest[], begunAt: number): TimelineSecond[] {
  const seconds = Map.groupBy(requests, ({ until }) => secondOf(until, begunAt));
  const last = Math.max(-1, ...seconds.keys());
  return Array.from({ length: last + 1 }, (_, second) => countSecond(second, seconds.get(second) ?? []));
}

/** The whole seconds that have passed since the load began. */
export function secondOf(at: number, begunAt: number): number {
  return Math.max(0, Math.floor((at - begunAt) / 1_000));
}

/** @param requests those that ended within the second */
export function countSecond(second: number, requests: readonly UserRequest[]): TimelineSecond {
  const times = requests.map(({ at, until }) => until - at).sort((one, other) => one - other);
  const counted = {
    second,
    requests: requests.length,
    failed: requests.filter(({ failed }) => failed).length,
  };
  return times.length === 0 ? counted : { ...counted, p50: share(times, 0.5), p95: share(times, 0.95) };
}

/** The nearest rank. */
function share(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}
