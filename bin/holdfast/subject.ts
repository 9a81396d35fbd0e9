import { basename, dirname, resolve } from 'node:path';
import { type AssessOptions, assess } from '../../lib/assessment/assess.ts';
import type { Assessment } from '../../lib/assessment/model.ts';
import { readInput } from '../../lib/assessment/read/input.ts';
import type { StackTemplate } from '../../lib/assessment/read/template.ts';
import { BadInput } from './bad-input.ts';
import { declaredAssumptions, readDeclared } from './subject/declared.ts';
import { type Drills, NO_DRILLS } from './subject/no-drills.ts';
import { type ObjectiveFlags, objectivesOf } from './subject/objectives.ts';
import { checkPlaceFlags, type PlaceFlags, regionsOf, UNKNOWN_REGION } from './subject/regions.ts';
import { readStandardInput } from './subject/standard-input.ts';

/** Flags of every command that assesses templates. */
export interface SubjectFlags extends ObjectiveFlags, PlaceFlags {
  readonly parameter?: readonly string[];
  readonly assume?: string;
  readonly measured?: readonly string[];
}

/** Templates with all that is needed to assess them. */
export interface Subject {
  readonly stacks: readonly StackTemplate[];
  readonly options: AssessOptions;
  readonly drills: Drills;
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
  checkPlaceFlags(flags);
  // What few calls need, and its libraries with it, is loaded by those: it would be a third of the time of all others.
  const drills =
    flags.measured === undefined
      ? NO_DRILLS
      : (await import('./subject/drills.ts')).readDrills(flags.measured);
  const assumed =
    flags.assume === undefined
      ? {}
      : (await import('./subject/assumptions.ts')).readAssumptions(flags.assume);
  const declared = readDeclared(paths);
  const filed =
    flags.objectives === undefined
      ? undefined
      : (await import('./subject/objectives-file.ts')).readObjectives(flags.objectives);
  const objectives = objectivesOf(flags, filed ?? declared?.objectives);
  const stacks = await readInput(paths, {
    region: flags.region ?? declared?.regions.primary ?? UNKNOWN_REGION,
    ...(flags.account === undefined ? {} : { account: flags.account }),
    parameters: parametersOf(flags.parameter ?? []),
    stdin: readStandardInput,
  });
  const { primary, recovery } = regionsOf(stacks, flags, declared?.regions);
  return {
    stacks,
    drills,
    options: {
      application: declared?.subject.application ?? nameOf(paths),
      environment: declared?.subject.environment ?? 'templates',
      objectives,
      primaryRegion: primary,
      ...(recovery === undefined ? {} : { recoveryRegion: recovery }),
      assumptions: {
        ...declaredAssumptions(declared),
        ...drills.assumptions,
        ...assumed,
      },
    },
  };
}

/** Assesses a subject, or changed templates of it, with its drill records beside the predictions. */
export function assessSubject(
  { stacks, options, drills }: Subject,
  changed: readonly StackTemplate[] = stacks,
): Assessment {
  return drills.beside(assess(changed, options));
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
