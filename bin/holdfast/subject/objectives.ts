import { z } from 'zod';
import { DISRUPTIONS, type Disruption } from '../../../lib/assessment/disruptions.ts';
import type { Objectives } from '../../../lib/assessment/model.ts';
import { didYouMean } from '../../../lib/assessment/near-names.ts';
import { parseDuration } from '../../../lib/duration.ts';
import { BadInput } from '../bad-input.ts';
import { readStructured } from './structured-file.ts';

const HOUR = 3600;

/** What is judged when nobody declares anything. Compromise is for its owner to declare: no default fits both a shop and a bank. */
export const DEFAULT_OBJECTIVES: Objectives = {
  availabilityPercent: 99.9,
  perDisruption: Object.fromEntries(
    DISRUPTIONS.filter((disruption) => disruption !== 'compromise').map((disruption) => [
      disruption,
      { rtoSeconds: 4 * HOUR, rpoSeconds: HOUR },
    ]),
  ),
};

/** Flags that replace declared objectives. */
export interface ObjectiveFlags {
  readonly objectives?: string;
  readonly rto?: string;
  readonly rpo?: string;
  readonly availability?: string;
}

const fileSchema = z.strictObject({
  availabilityPercent: z.number().gt(0).lt(100).optional(),
  perDisruption: z.record(z.string(), z.strictObject({ rto: z.string(), rpo: z.string() })),
});

/**
 * The objectives in force: the file's, else those that were declared with the templates, with single flags put over them.
 * `--rto` and `--rpo` move every disruption that has an objective.
 *
 * @throws BadInput with a sentence that names the wrong value
 */
export function objectivesOf(flags: ObjectiveFlags, declared: Objectives = DEFAULT_OBJECTIVES): Objectives {
  const base = flags.objectives === undefined ? declared : fromFile(flags.objectives);
  const rto = flags.rto === undefined ? undefined : duration(flags.rto, '--rto', '4h');
  const rpo = flags.rpo === undefined ? undefined : duration(flags.rpo, '--rpo', '1h');
  const perDisruption = Object.fromEntries(
    Object.entries(base.perDisruption).map(([disruption, { rtoSeconds, rpoSeconds }]) => [
      disruption,
      { rtoSeconds: rto ?? rtoSeconds, rpoSeconds: rpo ?? rpoSeconds },
    ]),
  );
  return {
    availabilityPercent:
      flags.availability === undefined ? base.availabilityPercent : percent(flags.availability),
    perDisruption,
  };
}

function fromFile(file: string): Objectives {
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

function duration(text: string, place: string, example: string): number {
  const seconds = parseDuration(text);
  if (seconds === undefined || seconds === 0) {
    throw new BadInput(
      `${place} is "${text}"; write a duration above zero, such as ${example}, 30m or 1d12h.`,
    );
  }
  return seconds;
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < 100)) {
    throw new BadInput(`--availability is "${text}"; write percent between 0 and 100, such as 99.9.`);
  }
  return value;
}
