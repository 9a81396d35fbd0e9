import { z } from 'zod';
import { DISRUPTIONS, type Disruption } from '../../../lib/assessment/disruptions.ts';
import type { Objectives } from '../../../lib/assessment/model.ts';
import { didYouMean } from '../../../lib/assessment/near-names.ts';
import { BadInput } from '../bad-input.ts';
import { DEFAULT_OBJECTIVES, duration } from './objectives.ts';
import { readStructured } from './structured-file.ts';

const fileSchema = z.strictObject({
  availabilityPercent: z.number().gt(0).lt(100).optional(),
  perDisruption: z.record(z.string(), z.strictObject({ rto: z.string(), rpo: z.string() })),
});

/**
 * Reads the file of `--objectives`.
 *
 * @throws BadInput with a sentence that names the wrong value
 */
export function readObjectives(file: string): Objectives {
  const result = fileSchema.safeParse(readStructured(file, 'objectives'));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new BadInput(
      `${file}, ${issue?.path.map(String).join('.') || 'as a whole'}: ${issue?.message ?? 'wrong'}; write perDisruption: { zone: { rto: 4h, rpo: 1h } } and availabilityPercent: 99.9.`,
    );
  }
  const { availabilityPercent = DEFAULT_OBJECTIVES.availabilityPercent, perDisruption } = result.data;
  const entries = Object.entries(perDisruption).map(([name, { rto, rpo }]) => {
    if (!DISRUPTIONS.includes(name as Disruption)) {
      throw new BadInput(`${file}: there is no disruption ${name}${hint(name)}`);
    }
    const rtoSeconds = duration(rto, `${file}, ${name}.rto`, '4h');
    const rpoSeconds = duration(rpo, `${file}, ${name}.rpo`, '1h');
    return [name, { rtoSeconds, rpoSeconds }] as const;
  });
  return { availabilityPercent, perDisruption: Object.fromEntries(entries) };
}

function hint(name: string): string {
  const near = didYouMean(name, DISRUPTIONS);
  return near === '.' ? `; there are ${DISRUPTIONS.join(', ')}.` : near;
}
