import { pressureBetween, seePressure } from './pressure.ts';

describe('a shortage of processors', () => {
  it('is the share of the time in which somebody waited', () => {
    expect(pressureBetween({ at: 1_000, waited: 500_000 }, { at: 3_000, waited: 1_000_000 })).toBe(0.25);
  });

  it('is not known where the kernel counts none, or no time has passed', () => {
    expect(pressureBetween(undefined, { at: 1, waited: 1 })).toBeUndefined();
    expect(pressureBetween({ at: 1, waited: 1 }, { at: 1, waited: 1 })).toBeUndefined();
  });

  it('is never more than all of the time, as the kernel counts it', async () => {
    const [before, after] = [await seePressure(), await seePressure()];
    expect(pressureBetween(before, after) ?? 0).toBeLessThanOrEqual(1);
  });
});
