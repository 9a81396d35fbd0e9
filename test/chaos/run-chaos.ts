import { resolve } from 'node:path';
import type { Assessment } from '../../lib/assessment/model.ts';
import { DrillPlatform } from '../../local/drills/drill-platform.ts';
import type { Fault } from '../../local/drills/fault.ts';
import { describeCommit, describeMachine, describeVersions } from '../../local/drills/machine.ts';
import { withNames } from '../../local/drills/without-paths.ts';
import { keepAhead } from './ahead.ts';
import { type ChaosRecord, recordSchema } from './record.ts';
import { describeStep, runSequence, type SequenceOutcome } from './run-sequence.ts';
import type { ChaosStep } from './sequence.ts';
import { type Shrunk, shrink } from './shrink.ts';

export interface ChaosOptions {
  /** Where the platform is kept. */
  readonly folder: string;
  readonly replicas: number;
  readonly seed: number;
  readonly steps: Iterable<ChaosStep>;
  /** Minutes after which no further step begins. */
  readonly minutes: number;
  /** Minutes that a failing sequence is made smaller for; 0 for not at all. */
  readonly shrinkMinutes: number;
  /** Whether to go before other work on the machine. @default false */
  readonly ahead?: boolean;
  readonly faults: ReadonlyMap<string, Fault>;
  readonly assessment: Assessment;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

const project = resolve(import.meta.dirname, '../..');

/**
 * Runs a sequence on a platform of its own, and makes it smaller when it breaks an invariant.
 * @throws PartFailure or ProgramError, each one sentence, when there is no platform to run it on; the signal's reason when it was ended
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosRecord> {
  const { folder, replicas, ahead = false, signal } = options;
  const lines: ChaosRecord['progress'][number][] = [];
  const progress = (line: string) => {
    lines.push({ at: new Date().toISOString(), line });
    options.progress(line);
  };
  const startedAt = new Date().toISOString();
  const machine = await describeMachine();
  const place = await DrillPlatform.open({ folder, replicas, progress });
  const stop = () => void place.stop();
  signal.addEventListener('abort', stop);
  let goBack: (() => void) | undefined;
  try {
    signal.throwIfAborted();
    if (ahead) goBack = await keepAhead(place.folder.root);
    await place.startAnew();
    const outcome = await runSequence({ ...options, place, progress, seconds: options.minutes * 60 });
    const release = place.platform.app.release?.id;
    const shrunk = await makeSmaller(outcome, { ...options, progress }, place);
    const commit = await describeCommit();
    const record = {
      ...{ schemaVersion: 1, kind: 'chaos', seed: options.seed, minutes: options.minutes },
      ...{ startedAt, finishedAt: new Date().toISOString(), machine },
      versions: { ...(await describeVersions()), ...(release === undefined ? {} : { release }) },
      ...(commit === undefined ? {} : { commit }),
      configuration: { replicas, ahead },
      ...{ load: outcome.load, requests: outcome.requests, ledger: outcome.ledger },
      sequence: outcome.steps.map(({ step }) => step),
      steps: outcome.steps.map(({ faults, journeys, promised, ledger, violations, pressure }) => ({
        ...{ faults, journeys, ledger, violations },
        ...(pressure === undefined ? {} : { pressure }),
        promised: withoutUndefined(promised),
      })),
      ...{ lostWithinPromise: outcome.lostWithinPromise, strangerAnswers: outcome.strangerAnswers },
      violations: outcome.violations,
      ...(shrunk === undefined ? {} : { shrunk }),
      ...{ timeline: outcome.timeline, progress: lines },
      verdict: outcome.violations.length === 0 ? 'held' : 'violated',
    };
    return recordSchema.parse(
      withNames(record, [
        [place.folder.root, 'FOLDER'],
        [project, 'PROJECT'],
      ]),
    );
  } finally {
    signal.removeEventListener('abort', stop);
    goBack?.();
    await place.close();
  }
}

/** Runs parts of a failing sequence, each on new data, for the least that breaks one of the same invariants. */
async function makeSmaller(
  { steps, violations }: SequenceOutcome,
  options: ChaosOptions,
  place: DrillPlatform,
): Promise<ChaosRecord['shrunk']> {
  const { shrinkMinutes, progress } = options;
  if (violations.length === 0 || shrinkMinutes === 0) return undefined;
  const broken = new Set(violations.map(({ invariant }) => invariant));
  const end = Date.now() + shrinkMinutes * 60_000;
  const fails = async (some: readonly ChaosStep[]) => {
    progress(`again, on new data: ${some.map(describeStep).join('; ')}`);
    await place.startAnew();
    const again = await runSequence({ ...options, place, steps: some });
    return again.violations.some(({ invariant }) => broken.has(invariant));
  };
  const { steps: sequence, ...rest }: Shrunk<ChaosStep> = await shrink(
    steps.map(({ step }) => step),
    fails,
    { simpler: oneFaultOf, mayTry: () => Date.now() < end },
  );
  return { sequence: [...sequence], ...rest };
}

/** The step with each of its faults alone. */
export function oneFaultOf(step: ChaosStep): ChaosStep[] {
  return step.faults.length < 2 ? [] : step.faults.map((fault) => ({ ...step, faults: [fault] }));
}

function withoutUndefined<Value extends object>(value: Value): object {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}
