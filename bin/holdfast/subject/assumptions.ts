import { ASSUMPTIONS, type AssumptionId } from '../../../lib/assessment/assumptions.ts';
import { nearNames } from '../../../lib/assessment/near-names.ts';
import { BadInput } from '../bad-input.ts';
import { readStructured } from './structured-file.ts';

export type AssumptionValues = Partial<Record<AssumptionId, number>>;

/**
 * Reads `{ "human.detect": 300 }`, each in the assumption's own unit.
 *
 * @throws BadInput that names the wrong id and those near to it, or the wrong value
 */
export function readAssumptions(file: string): AssumptionValues {
  const content = readStructured(file, 'assumptions');
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new BadInput(`${file} holds no assumptions: write one object, such as { "human.detect": 300 }.`);
  }
  for (const [id, value] of Object.entries(content)) {
    if (!Object.hasOwn(ASSUMPTIONS, id)) {
      const near = nearNames(id, Object.keys(ASSUMPTIONS), 4);
      throw new BadInput(
        `${file}: there is no assumption ${id}; ${near.length > 0 ? `near to it are ${near.join(', ')}` : 'the report of holdfast assess --json lists them all'}.`,
      );
    }
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
      const { unit } = ASSUMPTIONS[id as AssumptionId];
      throw new BadInput(
        `${file}: ${id} is ${JSON.stringify(value)}; write a number of at least 0, in ${unit}.`,
      );
    }
  }
  return content as AssumptionValues;
}
