import fc from 'fast-check';
import { oneFaultOf } from './run-chaos.ts';
import { type ChaosStep, drawSteps } from './sequence.ts';
import { shrink } from './shrink.ts';

/** Fails when all of these are there, in this order. */
const needs =
  (...culprits: readonly number[]) =>
  async (steps: readonly number[]) => {
    let next = 0;
    for (const step of steps) if (step === culprits[next]) next += 1;
    return next === culprits.length;
  };

describe('a failing sequence', () => {
  it('becomes its last step when that fails alone', async () => {
    const shrunk = await shrink([1, 2, 3, 4, 5], needs(5));
    expect(shrunk).toEqual({ steps: [5], tried: 1, reproduced: true, minimal: true });
  });

  it('becomes the steps that fail together, whichever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 40 }),
        fc.infiniteStream(fc.nat()),
        async (length, chance) => {
          const steps = Array.from({ length }, (_, index) => index);
          const culprits = [...new Set(chance.take(3).map((one) => one % length))].sort((a, b) => a - b);
          const shrunk = await shrink(steps, needs(...culprits));
          expect(shrunk).toMatchObject({ steps: culprits, reproduced: true, minimal: true });
        },
      ),
      { seed: 20_261_123, numRuns: 200 },
    );
  });

  it('keeps its order', async () => {
    const { steps } = await shrink([3, 1, 2, 9, 8, 7], needs(3, 2, 7));
    expect(steps).toEqual([3, 2, 7]);
  });

  it('stays whole, and is said not to fail again, when it does not', async () => {
    const shrunk = await shrink([1, 2, 3], async () => false);
    expect(shrunk).toMatchObject({ steps: [1, 2, 3], reproduced: false, minimal: false });
  });

  it('is left as small as it is when the time is over, and is not called minimal', async () => {
    let left = 3;
    const shrunk = await shrink([1, 2, 3, 4, 5, 6, 7, 8], needs(1, 2), {
      mayTry: () => {
        left -= 1;
        return left >= 0;
      },
    });
    expect(shrunk.minimal).toBe(false);
    expect(shrunk.steps).toEqual(expect.arrayContaining([1, 2]));
    expect(shrunk.tried).toBeLessThanOrEqual(3);
  });

  it('loses the faults of a step that it does not take', async () => {
    const steps: ChaosStep[] = [];
    for (const step of drawSteps(3)) {
      if (step.faults.length === 2) steps.push(step);
      if (steps.length === 3) break;
    }
    const culprit = steps[1]?.faults[1];
    const fails = async (some: readonly ChaosStep[]) =>
      some.some(({ faults }) => faults.includes(culprit ?? never));
    const { steps: least } = await shrink(steps, fails, { simpler: oneFaultOf });
    expect(least.map(({ faults }) => faults)).toEqual([[culprit]]);
  });
});

const never = { name: 'never', seed: 0 };
