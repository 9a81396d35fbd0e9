import type { Assessment } from '../../lib/assessment/model.ts';
import { perSecond } from '../../lib/drills/per-second.ts';
import type { LedgerResult, TimelineSecond } from '../../lib/drills/record.ts';
import { precise } from '../../lib/drills/verdict.ts';
import { planLoad, rateOf } from '../../local/drills/drill-load.ts';
import type { DrillPlatform } from '../../local/drills/drill-platform.ts';
import type { Fault } from '../../local/drills/fault.ts';
import { SteadyLoad } from '../../local/drills/load/steady-load.ts';
import { readBack } from '../../local/drills/read-back.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';
import { databaseOf, examine, nothingRead, type StepResult, straysNow } from './examine.ts';
import { LedgerBook } from './ledger-book.ts';
import { messageOf } from './message-of.ts';
import { pressureBetween, seePressure } from './pressure.ts';
import type { ChaosStep } from './sequence.ts';
import { carryOut } from './step.ts';
import { Strangers } from './strangers.ts';
import type { Violation } from './violations.ts';

export interface SequenceOptions {
  /** A platform that runs. */
  readonly place: DrillPlatform;
  readonly steps: Iterable<ChaosStep>;
  /** Seconds after which no further step begins. */
  readonly seconds?: number;
  readonly faults: ReadonlyMap<string, Fault>;
  readonly assessment: Assessment;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What came of a sequence: it ends with the step that broke an invariant. */
export interface SequenceOutcome {
  /** Milliseconds since 1970. */
  readonly begunAt: number;
  readonly steps: readonly StepResult[];
  /** Of the whole run; the last ones are those that ended it. */
  readonly violations: readonly Violation[];
  /** Everything read back at the end, by the users themselves, but for what was lost within a promise. */
  readonly ledger: LedgerResult;
  readonly lostWithinPromise: LedgerResult['lost'];
  readonly requests: { readonly all: number; readonly failed: number };
  readonly load: { readonly requestsPerSecond: number; readonly users: number };
  readonly strangerAnswers: number;
  readonly timeline: readonly TimelineSecond[];
}

/** Milliseconds within which users must be able to look for their writes; what has begun by then is waited for. */
const readBackLimit = 60_000;

/** Carries out steps under one load that goes on throughout, until one breaks an invariant, or the time is over. */
export async function runSequence(options: SequenceOptions): Promise<SequenceOutcome> {
  const { place, progress, seconds = Number.POSITIVE_INFINITY } = options;
  await place.whole();
  const others = new Set(await straysNow(place));
  const plan = await planLoad(place);
  const strangers = await Strangers.watch(databaseOf(place), plan);
  const load = await SteadyLoad.begin(plan).catch(async (error: unknown) => {
    await strangers.end();
    throw error;
  });
  const book = new LedgerBook();
  const steps: StepResult[] = [];
  try {
    for (const step of options.steps) {
      if (Date.now() - load.begunAt >= seconds * 1_000) break;
      progress(`step ${steps.length + 1}: ${describeStep(step)}`);
      const before = await seePressure();
      const done = await carryOut(step, { ...options, load });
      const pressure = pressureBetween(before, await seePressure());
      const result = {
        ...(await examine(done, { step, plan, book, load, strangers, place, others })),
        ...(pressure === undefined ? {} : { pressure }),
      };
      steps.push(result);
      for (const { sentence } of result.violations) progress(`VIOLATION: ${sentence}`);
      if (result.violations.length === 0) progress(`step ${steps.length} held: ${describeResult(result)}`);
      if (result.violations.length > 0) break;
    }
    progress('every write is read back by its user');
    await strangers.end();
    const written = await load.end();
    strangers.hear(load.requests);
    const last = steps.at(-1)?.disruptedAt ?? load.begunAt;
    // Those of strangers are of the whole run.
    const violations = [
      ...steps.flatMap((one) => one.violations),
      ...strangers.violations.filter((one) => !steps.some(({ violations: known }) => known.includes(one))),
    ];
    const { ledger, violations: found } = await waitUntil(
      'every write to be read back',
      () => readBack(place.platform, plan, written),
      readBackLimit,
    ).then(
      (findings) => book.judge({ ...findings, disruptedAt: last }, { rpoSeconds: 0 }),
      (error: unknown) => ({
        ledger: nothingRead,
        violations: [
          {
            invariant: 'no lost write' as const,
            sentence: `What users were told cannot be read back: ${messageOf(error)}`,
          },
        ],
      }),
    );
    if (strangers.answers === 0) {
      violations.push({
        invariant: 'no stranger’s data',
        sentence: 'No answer was looked at for data of others, so nothing is shown.',
      });
    }
    const { requests } = load;
    return {
      ...{ begunAt: load.begunAt, steps, ledger, lostWithinPromise: [...book.allowed] },
      violations: [...violations, ...found],
      requests: { all: requests.length, failed: requests.filter(({ failed }) => failed).length },
      load: { requestsPerSecond: rateOf(plan), users: plan.emails.length },
      strangerAnswers: strangers.answers,
      timeline: perSecond(requests, load.begunAt),
    };
  } finally {
    await strangers.end();
    await load.end().catch(() => undefined);
  }
}

/** The faults of a step, for people. */
export function describeStep({ faults, apartSeconds }: ChaosStep): string {
  return faults.map(({ name }) => name).join(`, ${apartSeconds} s later `);
}

function describeResult({ journeys, promised, ledger, pressure = 0 }: StepResult): string {
  const slowest = Math.max(...journeys.map(({ rtoSeconds = 0 }) => rtoSeconds));
  return `RTO ${precise(slowest)} of ${precise(promised.rtoSeconds)}, ${ledger.lost.length} of ${ledger.acknowledged} writes lost, processors short for ${Math.round(100 * pressure)} % of the time`;
}
