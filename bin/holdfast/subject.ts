import { basename, dirname, resolve } from 'node:path';
import { type AssessOptions, assess } from '../../lib/assessment/assess.ts';
import {
  type Measurement,
  measuredAssumptions,
  parseMeasurements,
  withMeasuredOrigins,
  withMeasuredRecoveries,
} from '../../lib/assessment/measured.ts';
import type { Assessment } from '../../lib/assessment/model.ts';
import { readInput } from '../../lib/assessment/read/input.ts';
import type { StackTemplate } from '../../lib/assessment/read/template.ts';
import { BadInput } from './bad-input.ts';
import { readAssumptions } from './subject/assumptions.ts';
import { declaredAssumptions, readDeclared } from './subject/declared.ts';
import { type ObjectiveFlags, objectivesOf } from './subject/objectives.ts';
import { checkRegionFlags, type RegionFlags, regionsOf, UNKNOWN_REGION } from './subject/regions.ts';
import { readStandardInput } from './subject/standard-input.ts';
import { readStructured } from './subject/structured-file.ts';

/** Flags of every command that assesses templates. */
export interface SubjectFlags extends ObjectiveFlags, RegionFlags {
  readonly account?: string;
  readonly parameter?: readonly string[];
  readonly assume?: string;
  readonly measured?: readonly string[];
}

/** Templates with all that is needed to assess them. */
export interface Subject {
  readonly stacks: readonly StackTemplate[];
  readonly options: AssessOptions;
  readonly measurements: readonly Measurement[];
}

/**
 * Reads templates and what goes with them.
 *
 * @throws BadInput, ReadError or MeasuredError with a sentence when something of it cannot be used
 */
export async function readSubject(paths: readonly string[], flags: SubjectFlags): Promise<Subject> {
  if (paths.filter((path) => path === '-').length > 1) {
    throw new BadInput('Standard input can be read once only: write - once.');
  }
  checkRegionFlags(flags);
  const measurements = (flags.measured ?? []).flatMap((file) =>
    parseMeasurements(readStructured(file, 'drill records'), file),
  );
  const assumed = flags.assume === undefined ? {} : readAssumptions(flags.assume);
  const declared = readDeclared(paths);
  const objectives = objectivesOf(flags, declared?.objectives);
  const stacks = await readInput(paths, {
    region: flags.region ?? declared?.regions.primary ?? UNKNOWN_REGION,
    ...(flags.account === undefined ? {} : { account: flags.account }),
    parameters: parametersOf(flags.parameter ?? []),
    stdin: readStandardInput,
  });
  const { primary, recovery } = regionsOf(stacks, flags, declared?.regions);
  return {
    stacks,
    measurements,
    options: {
      application: declared?.subject.application ?? nameOf(paths),
      environment: declared?.subject.environment ?? 'templates',
      objectives,
      primaryRegion: primary,
      ...(recovery === undefined ? {} : { recoveryRegion: recovery }),
      assumptions: {
        ...declaredAssumptions(declared),
        ...measuredAssumptions(measurements),
        ...assumed,
      },
    },
  };
}

/** Assesses a subject, or changed templates of it, with its drill records beside the predictions. */
export function assessSubject(
  { stacks, options, measurements }: Subject,
  changed: readonly StackTemplate[] = stacks,
): Assessment {
  const assessment = assess(changed, options);
  return withMeasuredRecoveries(withMeasuredOrigins(assessment, measurements), measurements);
}

function parametersOf(pairs: readonly string[]): Record<string, string> {
  const entries = pairs.map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    if (equals < 1)
      throw new BadInput(`--parameter is "${pair}"; write NAME=VALUE, such as --parameter Stage=prod.`);
    return [pair.slice(0, equals), pair.slice(equals + 1)];
  });
  return Object.fromEntries(entries);
}

/** What a person would call it: the file, or the folder around an assembly. */
function nameOf([path = '']: readonly string[]): string {
  if (path === '-') return 'standard input';
  const full = resolve(path);
  return /^cdk\.out/.test(basename(full)) ? basename(dirname(full)) : basename(full);
}
