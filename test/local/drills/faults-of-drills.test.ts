import { DRILLS } from '../../../lib/drills/drills.ts';
import { FAULTS } from '../../../local/drills/faults/index.ts';

it('has a fault for each drill, and a drill for each fault', () => {
  expect([...FAULTS.keys()].sort()).toEqual(DRILLS.map(({ name }) => name).sort());
});

it('knows each fault by its own name', () => {
  for (const [name, fault] of FAULTS) expect(fault.name).toBe(name);
});
