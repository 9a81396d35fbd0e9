import { FAULTS } from '../../local/drills/faults/index.ts';
import { type ChaosStep, drawSteps, partners, usualFaults } from './sequence.ts';

function first(count: number, seed: number, faults?: readonly string[]): ChaosStep[] {
  const steps: ChaosStep[] = [];
  for (const step of count === 0 ? [] : drawSteps(seed, faults)) {
    steps.push(step);
    if (steps.length === count) break;
  }
  return steps;
}

describe('a sequence of chaos', () => {
  it('is the same from the same seed, and another one from another seed', () => {
    expect(first(60, 42)).toEqual(first(60, 42));
    expect(first(60, 42)).not.toEqual(first(60, 43));
  });

  it('begins with the same steps however long it gets', () => {
    expect(first(60, 42).slice(0, 10)).toEqual(first(10, 42));
  });

  it('has every fault once before any begins a step twice', () => {
    const begun = first(2 * usualFaults.length, 5).map(({ faults }) => faults[0]?.name);
    expect(begun.slice(0, usualFaults.length).sort()).toEqual([...usualFaults].sort());
    expect(begun.slice(usualFaults.length).sort()).toEqual([...usualFaults].sort());
  });

  it('puts two faults together often, and only such as hit different parts', () => {
    const doubles = first(300, 1).filter(({ faults }) => faults.length === 2);
    expect(doubles.length).toBeGreaterThan(30);
    for (const { faults } of doubles) {
      const [one, other] = faults.map(({ name }) => name);
      expect(partners(one ?? '', usualFaults)).toContain(other);
    }
    expect(partners('process-kill', usualFaults)).not.toContain('process-hang');
    expect(partners('zone-loss', usualFaults)).toEqual([]);
  });

  it('draws from the faults that it is given alone', () => {
    const names = new Set(
      first(50, 9, ['process-kill', 'crm-dead']).flatMap(({ faults }) => faults.map(({ name }) => name)),
    );
    expect([...names].sort()).toEqual(['crm-dead', 'process-kill']);
  });

  it('ends at once when there is nothing to draw from', () => {
    expect(first(5, 9, [])).toEqual([]);
  });

  it('names only faults that can be injected', () => {
    for (const name of usualFaults) expect(FAULTS.has(name)).toBe(true);
  });
});
