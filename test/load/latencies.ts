import type { Sample, UserCount } from './samples.ts';

/** How long requests took, in milliseconds. */
export interface Latencies {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** A group of requests. */
export interface Requests {
  readonly count: number;
  readonly failures: number;
  /** `undefined` for no request. */
  readonly latencies: Latencies | undefined;
}

/** What happened in a few seconds. */
export interface Window extends Requests {
  /** Seconds since the start of the run, at its beginning. */
  readonly fromSecond: number;
  /** At its end. */
  readonly users: number;
  readonly perSecond: number;
}

export function requestsOf(samples: readonly Sample[]): Requests {
  const sorted = samples.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    count: samples.length,
    failures: samples.filter(({ failed }) => failed).length,
    latencies:
      sorted.length === 0
        ? undefined
        : {
            p50: percentile(sorted, 0.5),
            p95: percentile(sorted, 0.95),
            p99: percentile(sorted, 0.99),
            max: percentile(sorted, 1),
          },
  };
}

/** The smallest value that `share` of all are not above (nearest rank), to a tenth. */
export function percentile(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)] ?? Number.NaN;
  return Math.round(value * 10) / 10;
}

/** Requests a second, to a tenth. */
export function rate(count: number, milliseconds: number): number {
  return Math.round((count / milliseconds) * 10_000) / 10;
}

export interface Span {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

export function within<Item extends { readonly at: number }>(
  items: readonly Item[],
  { from, to }: Span,
): Item[] {
  return items.filter(({ at }) => at >= from && at < to);
}

/** Cuts a span into windows of equal length; a rest that is shorter than half of one is left out. */
export function windowsOf(
  samples: readonly Sample[],
  userCounts: readonly UserCount[],
  { from, to }: Span,
  windowMilliseconds: number,
): Window[] {
  const count = Math.round((to - from) / windowMilliseconds);
  const groups = Map.groupBy(samples, ({ at }) => Math.floor((at - from) / windowMilliseconds));
  return Array.from({ length: count }, (_, index) => {
    const end = from + (index + 1) * windowMilliseconds;
    const requests = requestsOf(groups.get(index) ?? []);
    return {
      fromSecond: Math.round((index * windowMilliseconds) / 1_000),
      users: userCounts.findLast(({ at }) => at < end)?.users ?? 0,
      perSecond: rate(requests.count, windowMilliseconds),
      ...requests,
    };
  });
}

/** Whether a request is for data, which the requirement limits, and not for a page's shell. */
export function isApi({ name }: Pick<Sample, 'name'>): boolean {
  return / \/api\//.test(name);
}
