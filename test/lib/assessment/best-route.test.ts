import { bestFirst } from '../../../lib/assessment/best-route.ts';
import type { Estimate, Route } from '../../../lib/assessment/model.ts';

const estimate = (seconds: number): Estimate => ({ kind: 'estimate', seconds, terms: [] });
const route = (id: string, rto: Estimate, rpo: Estimate, more: Partial<Route> = {}): Route => ({
  id,
  name: id,
  rto,
  rpo,
  proof: [],
  ...more,
});
const HOUR = 3600;
const TARGET = { rtoSeconds: 4 * HOUR, rpoSeconds: HOUR };
const ids = (routes: readonly Route[]) => routes.map(({ id }) => id);

describe('The best route', () => {
  const fast = route('fast', estimate(HOUR), estimate(300));
  const slow = route('slow', estimate(5 * HOUR), estimate(0));
  const refused = route('refused', estimate(0), estimate(0), { prevents: true });
  const unclear = route('unclear', { kind: 'unknown', reason: '?', mends: [] }, estimate(0));
  const closed = route('closed', { kind: 'unrecoverable', reason: '!', mends: [] }, estimate(0));

  test('a restore within the objective comes before prevention, then what is too slow, unknown, closed', () => {
    expect(ids(bestFirst([closed, unclear, slow, refused, fast], TARGET))).toEqual([
      'fast',
      'refused',
      'slow',
      'unclear',
      'closed',
    ]);
  });

  test('of two good routes the one that uses less of its objective wins', () => {
    const lossy = route('lossy', estimate(600), estimate(0.9 * HOUR));
    expect(ids(bestFirst([lossy, fast], TARGET))).toEqual(['fast', 'lossy']);
  });

  test('an unknown recovery time never beats a known one, however bad', () => {
    expect(ids(bestFirst([unclear, route('weeks', estimate(1e7), estimate(1e7))], TARGET))[0]).toBe('weeks');
  });
});
