import { backoffMilliseconds } from '../../../app-src/src/resilience/backoff.ts';
import { retryAfterMilliseconds } from '../../../app-src/src/resilience/retry-after.ts';

describe('the pause before a retry', () => {
  it('spreads over the whole of a span that doubles with each attempt, up to two seconds', () => {
    expect([1, 2, 3, 10].map((attempt) => backoffMilliseconds(attempt, undefined, 1))).toEqual([
      100, 200, 400, 2_000,
    ]);
    expect(backoffMilliseconds(5, undefined, 0)).toBe(0);
  });

  it('is never shorter than what the dependency asked for', () => {
    expect(backoffMilliseconds(1, 3_000, 0)).toBe(3_000);
    expect(backoffMilliseconds(1, 3_000, 1)).toBeCloseTo(3_300);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-03-01T10:00:00Z');

  it.each([
    ['7', 7_000],
    [' 0 ', 0],
    ['Sun, 01 Mar 2026 10:00:05 GMT', 5_000],
    ['Sun, 01 Mar 2026 09:59:00 GMT', 0],
  ])('%j means %i ms', (field, milliseconds) => {
    expect(retryAfterMilliseconds(field, now)).toBe(milliseconds);
  });

  it.each([null, undefined, '', '-1', '1.5', 'soon', '1e9', 'Sun, 99 Foo'])('%j means nothing', (field) => {
    expect(retryAfterMilliseconds(field, now)).toBeUndefined();
  });
});
