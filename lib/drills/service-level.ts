import type { JourneyResult } from './record.ts';

/** What a user wants of the product. */
export const JOURNEYS = ['cached page', 'read', 'write'] as const;

export type Journey = (typeof JOURNEYS)[number];

/** One request of a user. Times are in milliseconds since 1970. */
export interface UserRequest {
  readonly journey: Journey;
  readonly at: number;
  /** When it was answered or given up. */
  readonly until: number;
  /** No answer in time, an error, or an answer that is wrong. */
  readonly failed: boolean;
}

/**
 * Seconds that all requests of a journey must succeed for it to count as recovered. At the rate of a drill's load, not one of the requests
 * in this time may fail if 99.9 % of them shall succeed.
 */
export const holdSeconds = 10;

/** A time in which users were not served, in milliseconds since 1970. */
export interface Outage {
  readonly from: number;
  /** The first right answer after which the level held; absent when it did not hold again. */
  readonly until?: number;
}

/**
 * The outages of one journey: each lasts from the beginning of a request that failed to the first right answer after which every request
 * succeeds for {@link holdSeconds}.
 *
 * @param requests of one journey
 */
export function outages(requests: readonly UserRequest[]): Outage[] {
  const found: Outage[] = [];
  let from: number | undefined;
  let good: UserRequest[] = [];
  for (const request of requests.toSorted((one, other) => one.at - other.at)) {
    if (request.failed) {
      from ??= request.at;
      good = [];
    } else if (from !== undefined) {
      good.push(request);
      const first = Math.min(...good.map(({ until }) => until));
      if (request.at - first >= holdSeconds * 1_000) {
        found.push({ from, until: first });
        from = undefined;
        good = [];
      }
    }
  }
  return from === undefined ? found : [...found, { from }];
}

/**
 * How a journey fared in a drill. Its RTO is that of its longest outage: a second one must not hide behind a first that was short.
 *
 * @param begunAt when the load began, in milliseconds since 1970
 */
export function journeyResult(
  journey: Journey,
  all: readonly UserRequest[],
  { begunAt }: { readonly begunAt: number },
): JourneyResult {
  const requests = all.filter((request) => request.journey === journey);
  const counted = { journey, requests: requests.length, failed: requests.filter(isFailed).length };
  const longest = outages(requests).toSorted((one, other) => lasted(other) - lasted(one))[0];
  if (longest === undefined) return { ...counted, rtoSeconds: 0 };
  const { from, until } = longest;
  return {
    ...counted,
    firstFailureAt: since(begunAt, from),
    ...(until === undefined
      ? {}
      : { rtoSeconds: (until - from) / 1_000, recoveredAt: since(begunAt, until) }),
  };
}

/** Journeys whose service level does not hold now, or has not held for long enough. */
export function notHolding(all: readonly UserRequest[]): Journey[] {
  return JOURNEYS.filter((journey) =>
    outages(all.filter((request) => request.journey === journey)).some(({ until }) => until === undefined),
  );
}

function isFailed({ failed }: UserRequest): boolean {
  return failed;
}

function lasted({ from, until = Number.POSITIVE_INFINITY }: Outage): number {
  return until - from;
}

function since(begunAt: number, at: number): number {
  return Math.max(0, (at - begunAt) / 1_000);
}
