import { countSecond, perSecond } from '../../../lib/drills/per-second.ts';
import type { UserRequest } from '../../../lib/drills/service-level.ts';

const request = (at: number, took: number, failed = false): UserRequest => ({
  ...{ journey: 'read', at, until: at + took, failed },
});

describe('the timeline', () => {
  it('counts each request in the second in which it was answered, and leaves no second out', () => {
    expect(
      perSecond([request(10_900, 200), request(10_100, 50, true), request(13_500, 100)], 10_000),
    ).toEqual([
      { second: 0, requests: 1, failed: 1, p50: 50, p95: 50 },
      { second: 1, requests: 1, failed: 0, p50: 200, p95: 200 },
      { second: 2, requests: 0, failed: 0 },
      { second: 3, requests: 1, failed: 0, p50: 100, p95: 100 },
    ]);
  });

  it('has no second without a request at all', () => {
    expect(perSecond([], 10_000)).toEqual([]);
  });

  it('takes percentiles by the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => request(0, index + 1));
    expect(countSecond(7, hundred)).toMatchObject({ second: 7, requests: 100, p50: 50, p95: 95 });
  });
});
