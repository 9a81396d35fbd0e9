import { z } from 'zod';
import type { DrillBudgets } from '../../lib/drills/drill.ts';
import type { Prediction } from '../../lib/drills/prediction.ts';
import type { JourneyResult, LedgerResult } from '../../lib/drills/record.ts';
import { precise } from '../../lib/drills/verdict.ts';

/** What must hold whatever is done to the platform. */
export const INVARIANTS = {
  'no lost write': 'No acknowledged write is lost beyond what is promised for the fault.',
  'no false write': 'No write is there twice, or in another order than its user made it.',
  'no stranger’s data': 'No user is ever given the data of somebody else.',
  'nothing stuck': 'No process is left frozen or without an owner, and every part runs again.',
  'recovery by itself': 'Users are served again in time, without a human where the model says so.',
  'fault as meant': 'Every fault can be injected and taken back, and what must stop it does.',
} as const;

export type Invariant = keyof typeof INVARIANTS;

export const violationSchema = z.strictObject({
  invariant: z.enum(Object.keys(INVARIANTS) as [Invariant, ...Invariant[]]),
  /** What was seen, as a sentence. */
  sentence: z.string().min(1),
});

/** An invariant that did not hold. */
export type Violation = z.infer<typeof violationSchema>;

/** What is promised for a fault. */
export interface Promised {
  /** Seconds from the first failed request until users are served again. */
  readonly rtoSeconds: number;
  /** Age of the oldest acknowledged write that may be lost; at 0 nothing may. */
  readonly rpoSeconds: number;
  /** Whether the model takes a human for it; `undefined` when the model knows nothing of it. */
  readonly human: boolean | undefined;
}

/** Seconds that users may wait even when nobody should notice: that nobody does is for the drills, whose platform has rested. */
const leastRto = 30;

/** Terms of the model that a person stands behind. */
const byHuman = /^(human\.|corruption\.detect|deletion\.detect)/;

/** What the model and the drill's own budgets promise: of two bounds for loss, the stricter one. */
export function promisedFor(budgets: DrillBudgets, prediction: Prediction): Promised {
  const rtoSeconds = Math.max(leastRto, budgets.rtoSeconds);
  if (prediction.kind === 'not modelled') {
    return { rtoSeconds, rpoSeconds: budgets.rpoSeconds, human: undefined };
  }
  const { rto, rpo } = prediction;
  return {
    rtoSeconds,
    rpoSeconds: Math.min(budgets.rpoSeconds, rpo.seconds ?? budgets.rpoSeconds),
    human: rto.terms.some(({ origin }) => byHuman.test(origin)),
  };
}

/** What is promised when faults hit together: they are recovered from one after the other at worst. */
export function promisedTogether(all: readonly Promised[]): Promised {
  return {
    rtoSeconds: all.reduce((sum, { rtoSeconds }) => sum + rtoSeconds, 0),
    rpoSeconds: Math.max(...all.map(({ rpoSeconds }) => rpoSeconds)),
    human: all.some(({ human }) => human)
      ? true
      : all.every(({ human }) => human === false)
        ? false
        : undefined,
  };
}

/** Judges how long users were not served. */
export function judgeRecovery(
  journeys: readonly JourneyResult[],
  { rtoSeconds: limit }: Pick<Promised, 'rtoSeconds'>,
): Violation[] {
  return journeys.flatMap(({ journey, rtoSeconds }) => {
    if (rtoSeconds === undefined) {
      return [recovery(`The journey "${journey}" was not served again within ${precise(limit)}.`)];
    }
    return rtoSeconds > limit
      ? [
          recovery(
            `The journey "${journey}" took ${precise(rtoSeconds)}; at most ${precise(limit)} are allowed.`,
          ),
        ]
      : [];
  });
}

/** Judges a fault that was recovered from by the runbook's steps. */
export function judgeHand(fault: string, { human }: Pick<Promised, 'human'>): Violation[] {
  return human === false
    ? [recovery(`${fault} was recovered from by hand, and the model says that nobody is needed.`)]
    : [];
}

/** Judges what became of acknowledged writes. */
export function judgeWrites(
  { lost, duplicated, outOfOrder, acknowledged, rpoSeconds: oldest }: LedgerResult,
  { rpoSeconds: limit }: Pick<Promised, 'rpoSeconds'>,
): Violation[] {
  const some = (entries: LedgerResult['lost'], what: string): Violation[] =>
    entries.length === 0
      ? []
      : [{ invariant: 'no false write', sentence: `${count(entries)} ${what}: ${listed(entries)}.` }];
  const promise = limit === 0 ? 'nothing may be lost' : `at most ${precise(limit)} may be lost`;
  return [
    ...(acknowledged === 0
      ? [
          {
            invariant: 'no lost write' as const,
            sentence: 'No write was acknowledged, so the ledger shows nothing.',
          },
        ]
      : []),
    ...(lost.length > 0 && (limit === 0 || oldest > limit)
      ? [
          {
            invariant: 'no lost write' as const,
            sentence: `${count(lost)} lost, the oldest ${precise(oldest)} old when the fault hit, and ${promise}: ${listed(lost)}.`,
          },
        ]
      : []),
    ...some(duplicated, 'there more than once'),
    ...some(outOfOrder, 'out of order'),
  ];
}

function recovery(sentence: string): Violation {
  return { invariant: 'recovery by itself', sentence };
}

function count(entries: LedgerResult['lost']): string {
  return entries.length === 1 ? '1 acknowledged write was' : `${entries.length} acknowledged writes were`;
}

/** Numbers that are named. */
const named = 10;

function listed(entries: LedgerResult['lost']): string {
  const text = entries
    .slice(0, named)
    .map(({ number, detail }) => `number ${number}${detail === undefined ? '' : ` (${detail})`}`)
    .join(', ');
  return entries.length > named ? `${text}, …` : text;
}
