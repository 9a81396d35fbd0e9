import { formatDuration } from '../duration.ts';
import type { PredictedTotal, Prediction } from './prediction.ts';
import type { DrillRecord } from './record.ts';

/** What a drill is judged by. */
export interface Judgeable extends Pick<DrillRecord, 'journeys' | 'ledger'> {
  readonly drill: Pick<DrillRecord['drill'], 'title' | 'budgets'>;
  readonly prediction: Prediction;
  /** Expectations of the drill that were not met, each a sentence. */
  readonly unmet?: readonly string[];
}

/** Recovery time and data loss over all journeys. */
export interface Measured {
  /** Absent when a journey never served again. */
  readonly rtoSeconds?: number;
  readonly rpoSeconds: number;
}

/** The slowest journey, and the loss. */
export function measuredOf({ journeys, ledger }: Pick<DrillRecord, 'journeys' | 'ledger'>): Measured {
  const times = journeys.map(({ rtoSeconds }) => rtoSeconds ?? Number.POSITIVE_INFINITY);
  const slowest = Math.max(0, ...times);
  return {
    ...(Number.isFinite(slowest) ? { rtoSeconds: slowest } : {}),
    rpoSeconds: ledger.rpoSeconds,
  };
}

/**
 * Judges a drill by its budgets and by its prediction. It holds only when every journey serves again in time, no acknowledged write is lost
 * beyond what was predicted, duplicated or out of order, and the measured time is not above a known prediction. Where the model has a
 * disruption but no number, nothing is proven.
 */
export function judgeDrill(judged: Judgeable): DrillRecord['verdict'] {
  const { prediction } = judged;
  const breaches = [...breachesOf(judged), ...(judged.unmet ?? [])];
  const { open, beaten } = beside(judged);
  const verdict =
    breaches.length + beaten.length > 0 ? 'breached' : open.length > 0 ? 'not provable' : 'held';
  const own =
    prediction.kind === 'not modelled'
      ? [
          `The model predicts nothing here, so the drill is judged by its own budgets: ${stop(prediction.reason)}`,
        ]
      : [];
  return {
    verdict,
    sentences: [summary(judged, verdict), ...breaches, ...beaten, ...open, ...own],
  };
}

function summary(judged: Judgeable, verdict: DrillRecord['verdict']['verdict']): string {
  const { rtoSeconds, rpoSeconds } = measuredOf(judged);
  const time =
    rtoSeconds === undefined
      ? 'users were not served again while the drill ran'
      : rtoSeconds === 0
        ? 'no user noticed'
        : `users were served again after ${precise(rtoSeconds)}`;
  const { lost, acknowledged } = judged.ledger;
  const loss =
    lost.length === 0
      ? `none of ${acknowledged} acknowledged writes was lost`
      : `${lost.length} of ${acknowledged} acknowledged writes were lost, the oldest ${precise(rpoSeconds)} old`;
  const word = { held: 'Held', breached: 'Breached', 'not provable': 'Not provable' }[verdict];
  return `${word}: ${time}, and ${loss}${promise(judged.prediction)}.`;
}

function promise(prediction: Prediction): string {
  if (prediction.kind === 'not modelled') return '';
  const { rto, rpo } = prediction;
  const text = ({ seconds }: PredictedTotal) => (seconds === undefined ? 'unknown' : precise(seconds));
  return ` (predicted: RTO at most ${text(rto)}, RPO at most ${text(rpo)})`;
}

function breachesOf({ drill: { budgets }, journeys, ledger }: Judgeable): string[] {
  const slow = journeys.flatMap(({ journey, rtoSeconds }) => {
    if (rtoSeconds === undefined)
      return [`The journey "${journey}" was not served again while the drill ran.`];
    return rtoSeconds > budgets.rtoSeconds
      ? [
          `The journey "${journey}" took ${precise(rtoSeconds)}; its budget is ${precise(budgets.rtoSeconds)}.`,
        ]
      : [];
  });
  const { lost, duplicated, outOfOrder, rpoSeconds, acknowledged, readBack } = ledger;
  const some = (count: number, what: string) =>
    count === 0
      ? []
      : [`${count} of ${acknowledged} acknowledged writes ${count === 1 ? 'was' : 'were'} ${what}.`];
  return [
    ...(journeys.some(({ requests }) => requests > 0)
      ? []
      : ['No user request was made, so nothing was measured.']),
    ...slow,
    ...(beyond(ledger, budgets.rpoSeconds)
      ? [
          `The oldest lost write was ${precise(rpoSeconds)} old; the budget is ${precise(budgets.rpoSeconds)}.`,
        ]
      : []),
    ...some(duplicated.length, 'there more than once'),
    ...some(outOfOrder.length, 'out of order'),
    ...(acknowledged === 0 ? ['No write was acknowledged, so the ledger shows nothing.'] : []),
    ...(readBack + lost.length < acknowledged
      ? [
          `${acknowledged - lost.length - readBack} acknowledged writes were not looked for, so the ledger is not whole.`,
        ]
      : []),
  ];
}

function beside(judged: Judgeable): { readonly open: string[]; readonly beaten: string[] } {
  const { prediction, ledger } = judged;
  if (prediction.kind === 'not modelled') return { open: [], beaten: [] };
  const { rtoSeconds } = measuredOf(judged);
  const { rto, rpo } = prediction;
  return {
    open: [rto, rpo].flatMap(({ seconds, reason }) =>
      seconds === undefined ? [`The model gives no number: ${stop(reason ?? 'it names no reason')}`] : [],
    ),
    beaten: [
      ...(rto.seconds !== undefined && rtoSeconds !== undefined && rtoSeconds > rto.seconds
        ? [
            `It took ${precise(rtoSeconds)}, longer than the ${precise(rto.seconds)} that the model predicted.`,
          ]
        : []),
      ...(rpo.seconds !== undefined && beyond(ledger, rpo.seconds)
        ? [
            `It lost ${precise(ledger.rpoSeconds)} of acknowledged writes; the model predicted at most ${precise(rpo.seconds)}.`,
          ]
        : []),
    ],
  };
}

/** Where nothing may be lost, a single write is too much, however young. */
function beyond({ lost, rpoSeconds }: DrillRecord['ledger'], limit: number): boolean {
  return lost.length > 0 && (limit === 0 || rpoSeconds > limit);
}

function stop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Tenths below a minute: what recovers in a second and a half does not read as one second. */
export function precise(seconds: number): string {
  return seconds > 0 && seconds < 60 ? `${Number(seconds.toFixed(1))} s` : formatDuration(seconds);
}
