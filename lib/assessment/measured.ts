import { z } from 'zod';
import { measurementsOf } from '../drills/measurements.ts';
import { recordSchema } from '../drills/record.ts';
import { ASSUMPTIONS, type AssumptionId } from './assumptions.ts';
import { DISRUPTIONS } from './disruptions.ts';
import { besidePrediction } from './measured/beside-prediction.ts';
import type { Assessment } from './model.ts';
import { didYouMean } from './near-names.ts';
import { severityVerdict, withFindings, worst } from './rollup.ts';

/**
 * What a drill measured. With `assumption` the measured time replaces it; without, it is the whole recovery, which is
 * shown beside the prediction and must not be longer than it.
 */
const measurementSchema = z.strictObject({
  disruption: z.enum(DISRUPTIONS),
  component: z.string().min(1).optional(),
  assumption: z.string().min(1).optional(),
  measuredSeconds: z.number().nonnegative(),
  /** True when it was not back when the drill ended, after `measuredSeconds`. */
  neverBack: z.boolean().optional(),
  /** Age of the oldest acknowledged write that was lost; 0 when none was. */
  lostSeconds: z.number().nonnegative().optional(),
  /** `local`: one machine stood in for the regions. */
  target: z.enum(['local', 'aws']).optional(),
  /** Where the drill is recorded: a file, a ticket, an address. */
  record: z.string().min(1),
});

const recordsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  measurements: z.array(measurementSchema).min(1),
});

/** One measured time of one drill. */
export type Measurement = z.infer<typeof measurementSchema>;

/** Drill records that cannot be used, told in a sentence. */
export class MeasuredError extends Error {
  override readonly name = 'MeasuredError';
}

/**
 * Checks drill records: `{ "schemaVersion": 1, "measurements": [{ "disruption", "component"?, "assumption"?,
 * "measuredSeconds", "record" }] }`, or the record of one drill as `holdfast drill run` writes it.
 *
 * @param file named in errors
 * @throws MeasuredError that names the wrong part
 */
export function parseMeasurements(input: unknown, file: string): Measurement[] {
  if (typeof input === 'object' && input !== null && 'drill' in input) {
    const record = recordSchema.safeParse(input);
    return record.success ? measurementsOf(record.data, file) : refuse(record.error, file);
  }
  const result = recordsSchema.safeParse(input);
  if (!result.success) return refuse(result.error, file);
  for (const { assumption } of result.data.measurements) {
    if (assumption === undefined) continue;
    if (!Object.hasOwn(ASSUMPTIONS, assumption))
      throw new MeasuredError(
        `${file}: there is no assumption ${assumption}${didYouMean(assumption, Object.keys(ASSUMPTIONS))}`,
      );
    const { unit } = ASSUMPTIONS[assumption as AssumptionId];
    if (unit !== 's') {
      throw new MeasuredError(
        `${file}: ${assumption} is in ${unit}, so measured seconds cannot replace it; use --assume.`,
      );
    }
  }
  return result.data.measurements;
}

function refuse({ issues: [issue] }: z.ZodError, file: string): never {
  const place = issue?.path.map(String).join('.');
  throw new MeasuredError(`${file}${place ? `, ${place}` : ''}: ${issue?.message ?? 'is no drill record'}.`);
}

/** The slowest measurement of each assumption: a promise has to hold on a bad day. */
export function measuredAssumptions(
  measurements: readonly Measurement[],
): Partial<Record<AssumptionId, number>> {
  return Object.fromEntries(
    [...slowest(measurements)].map(([id, { measuredSeconds }]) => [id, measuredSeconds]),
  );
}

/** The assessment with the record of each measured assumption as its reason, wherever the assumption is shown. */
export function withMeasuredOrigins(
  assessment: Assessment,
  measurements: readonly Measurement[],
): Assessment {
  const measured = slowest(measurements);
  if (measured.size === 0) return assessment;
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const { kind, id } = value as Record<string, unknown>;
    const found = kind === 'assumption' && typeof id === 'string' ? measured.get(id) : undefined;
    if (found) return { ...value, reason: `Measured in a drill: ${found.record}.` };
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]));
  };
  return visit(assessment) as Assessment;
}

/**
 * Sets every whole recovery that was measured beside its prediction: a finding where the drill was slower than
 * predicted, a breach where it missed the objective, whatever the model says.
 */
export function withMeasuredRecoveries(
  assessment: Assessment,
  measurements: readonly Measurement[],
): Assessment {
  const found = measurements.flatMap((measurement) => besidePrediction(assessment, measurement));
  if (found.length === 0) return assessment;
  const disruptions = withFindings(assessment.disruptions, found);
  return {
    ...assessment,
    disruptions,
    findings: [...assessment.findings, ...found],
    verdict: worst([
      assessment.verdict,
      ...disruptions.map(({ verdict }) => verdict),
      ...found.map(severityVerdict),
    ]),
  };
}

function slowest(measurements: readonly Measurement[]): Map<string, Measurement> {
  const found = new Map<string, Measurement>();
  for (const measurement of measurements) {
    const { assumption } = measurement;
    if (assumption === undefined) continue;
    if ((found.get(assumption)?.measuredSeconds ?? -1) < measurement.measuredSeconds)
      found.set(assumption, measurement);
  }
  return found;
}
