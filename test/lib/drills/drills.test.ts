import { DISRUPTIONS } from '../../../lib/assessment/disruptions.ts';
import { DRILLS, findDrill } from '../../../lib/drills/drills.ts';
import { FAULTS } from '../../../local/drills/faults/index.ts';

describe('the drills', () => {
  it('have a fault each, and every fault has a drill', () => {
    expect(DRILLS.map(({ name }) => name).sort()).toEqual([...FAULTS.keys()].sort());
  });

  it('have names that differ, and are found by them', () => {
    expect(new Set(DRILLS.map(({ name }) => name)).size).toBe(DRILLS.length);
    for (const drill of DRILLS) expect(findDrill(drill.name)).toBe(drill);
    expect(findDrill('nothing')).toBeUndefined();
  });

  it('rehearse every disruption that the local platform can suffer', () => {
    const rehearsed = new Set(DRILLS.map(({ disruption }) => disruption));
    // Who administers the machine can delete the recovery region's folder as well: nothing here keeps that from them.
    expect(DISRUPTIONS.filter((one) => !rehearsed.has(one))).toEqual(['compromise']);
  });

  it('say why the model has no number where they name no disruption', () => {
    for (const { disruption, notModelled } of DRILLS) {
      expect(disruption === undefined).toBe(notModelled !== undefined);
    }
  });

  it('are described in whole sentences', () => {
    for (const { injection, expected, verification } of DRILLS) {
      for (const sentence of [injection, expected, verification]) expect(sentence).toMatch(/^[A-Z].*\.$/s);
    }
  });

  it('allow no loss but that of the region, whose archive runs behind', () => {
    expect(DRILLS.filter(({ budgets }) => budgets.rpoSeconds > 0).map(({ name }) => name)).toEqual([
      'region-loss',
    ]);
  });
});
