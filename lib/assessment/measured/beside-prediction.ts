import { formatDuration } from '../../duration.ts';
import type { Measurement } from '../measured.ts';
import type { Assessment, Estimate, Finding } from '../model.ts';

/** What a measured recovery shows that the prediction or the objective does not allow. */
export function besidePrediction(assessment: Assessment, measurement: Measurement): Finding[] {
  const { assumption, component, disruption, measuredSeconds, neverBack = false, lostSeconds } = measurement;
  if (assumption !== undefined) return [];
  const row =
    component === undefined ? assessment.disruptions.find((one) => one.disruption === disruption) : undefined;
  const best = assessment.estimates.find(
    (one) => one.component === component && one.disruption === disruption,
  )?.best;
  const target = assessment.objectives.perDisruption[disruption];
  const who = component ?? 'the platform';
  const time = compared(row?.rto.estimate ?? best?.rto, measuredSeconds, target?.rtoSeconds, neverBack);
  const loss =
    lostSeconds === undefined || lostSeconds === 0
      ? undefined
      : compared(row?.rpo.estimate ?? best?.rpo, lostSeconds, target?.rpoSeconds, false);
  const duration = formatDuration(measuredSeconds);
  return [
    ...findingOf(
      measurement,
      'D5',
      neverBack ? `did not see ${who} back within ${duration}` : `measured ${duration} until ${who} was back`,
      time,
    ),
    ...findingOf(measurement, 'D6', `lost acknowledged writes of ${formatDuration(lostSeconds ?? 0)}`, loss),
  ];
}

interface Compared {
  readonly missed: boolean;
  /** What was predicted and promised. */
  readonly expected: string;
}

/** @returns undefined when what was measured is within the prediction and the objective */
function compared(
  estimate: Estimate | undefined,
  measured: number,
  target: number | undefined,
  never: boolean,
): Compared | undefined {
  const missed = target !== undefined && (never || measured >= target);
  const predicted = estimate?.kind === 'estimate' ? estimate.seconds : undefined;
  if (!missed && !never && predicted !== undefined && measured <= predicted) return undefined;
  const expected =
    predicted === undefined ? 'the model gives no number' : `predicted ${formatDuration(predicted)}`;
  return {
    missed,
    expected: `${expected}${missed ? `, and the objective is below ${formatDuration(target)}` : ''}`,
  };
}

function findingOf(
  { component, disruption, record, target }: Measurement,
  criterion: 'D5' | 'D6',
  what: string,
  result: Compared | undefined,
): Finding[] {
  if (result === undefined) return [];
  const where = target === 'local' ? ', on one machine,' : '';
  return [
    {
      rule: 'measured-recovery',
      severity: result.missed ? 'breach' : 'warning',
      disruptions: [disruption],
      criteria: [criterion],
      ...(component === undefined ? {} : { component }),
      message: `A drill of "${disruption}"${where} ${what} (${record}); ${result.expected}.`,
      mends: [],
    },
  ];
}
