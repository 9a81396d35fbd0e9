import fc from 'fast-check';
import { journeyResult, notHolding, outages, type UserRequest } from '../../../lib/drills/service-level.ts';

/** Ten requests a second that take 20 ms, for so many seconds; those that begin within an outage fail after 300 ms. */
function requests(
  seconds: number,
  failing: readonly (readonly [from: number, to: number])[] = [],
): UserRequest[] {
  return Array.from({ length: seconds * 10 }, (_, index) => {
    const at = index * 100;
    const failed = failing.some(([from, to]) => at >= from * 1_000 && at < to * 1_000);
    return { journey: 'read', at, until: at + (failed ? 300 : 20), failed };
  });
}

const rto = (all: readonly UserRequest[]) => journeyResult('read', all, { begunAt: 0 }).rtoSeconds;

describe('the service level of a journey', () => {
  it('has no recovery time when no request fails', () => {
    expect(journeyResult('read', requests(20), { begunAt: 0 })).toEqual({
      ...{ journey: 'read', requests: 200, failed: 0, rtoSeconds: 0 },
    });
  });

  it('takes from the beginning of the first failed request to the first right answer', () => {
    expect(journeyResult('read', requests(40, [[5, 8]]), { begunAt: -2_000 })).toEqual({
      ...{ journey: 'read', requests: 400, failed: 30 },
      ...{ firstFailureAt: 7, recoveredAt: 10.02, rtoSeconds: 3.02 },
    });
  });

  it('does not take a pause of less than 10 s for a recovery', () => {
    const failing = [
      [5, 6],
      [15.5, 16],
    ] as const;
    expect(rto(requests(40, failing))).toBeCloseTo(11.02);
  });

  it('takes the longest of several outages, so that a late one does not hide behind a short one', () => {
    const failing = [
      [5, 6],
      [20, 24],
    ] as const;
    const found = outages(requests(60, failing));
    expect(found.map(({ from, until = 0 }) => until - from)).toEqual([1_020, 4_020]);
    expect(journeyResult('read', requests(60, failing), { begunAt: 0 })).toMatchObject({
      ...{ rtoSeconds: 4.02, firstFailureAt: 20 },
    });
  });

  it('gives no recovery time when the level did not hold for 10 s until the end', () => {
    const result = journeyResult('read', requests(14, [[5, 8]]), { begunAt: 0 });
    expect(result).toMatchObject({ firstFailureAt: 5, failed: 30 });
    expect(result).not.toHaveProperty('rtoSeconds');
    expect(notHolding(requests(14, [[5, 8]]))).toEqual(['read']);
    expect(notHolding(requests(20, [[5, 8]]))).toEqual([]);
  });

  it('counts a request that was sent before the others and failed after them', () => {
    const late: UserRequest = { journey: 'read', at: 5_050, until: 10_050, failed: true };
    expect(rto([...requests(30), late])).toBeCloseTo(0.07);
  });

  it('never says less than the time between the first and the last failure of an outage', () => {
    const outage = fc.record({
      from: fc.integer({ min: 0, max: 200 }),
      length: fc.integer({ min: 1, max: 80 }),
    });
    fc.assert(
      fc.property(fc.array(outage, { minLength: 1, maxLength: 3 }), (all) => {
        const failing = all.map(({ from, length }) => [from / 10, (from + length) / 10] as const);
        const made = requests(60, failing);
        const found = outages(made);
        for (const { at } of made.filter(({ failed }) => failed)) {
          expect(found.some(({ from, until = Number.POSITIVE_INFINITY }) => from <= at && at < until)).toBe(
            true,
          );
        }
      }),
    );
  });
});
