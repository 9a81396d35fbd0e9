import { formatDuration } from '../duration.ts';
import type {
  Component,
  ComponentEstimate,
  DisruptionResult,
  Estimate,
  Finding,
  JourneyAvailability,
  Judged,
  Mend,
} from './model.ts';

/** One finding per objective that is missed or not provable, with what limits it and the changes that would mend it. */
export function breachedObjectives(
  results: readonly DisruptionResult[],
  estimates: readonly ComponentEstimate[],
  components: readonly Component[],
): Finding[] {
  return results.flatMap((result) =>
    (['rto', 'rpo'] as const).flatMap((objective): Finding[] => {
      const judged = result[objective];
      if (judged.verdict !== 'breached' && judged.verdict !== 'unproven') return [];
      const component = components.find((candidate) => candidate.id === judged.limiting?.component);
      const own = estimates.find(
        (one) => one.component === component?.id && one.disruption === result.disruption,
      );
      return [
        {
          rule: `objective-${objective}`,
          severity: judged.verdict === 'breached' ? 'breach' : 'unproven',
          disruptions: [result.disruption],
          criteria: [objective === 'rto' ? 'D5' : 'D6'],
          component: component?.id,
          message: sentence(objective.toUpperCase(), result.disruption, judged, component, own),
          mends: mendsOf(own, judged.estimate),
        },
      ];
    }),
  );
}

/** One finding per journey that misses the availability objective. */
export function breachedAvailability(
  journeys: readonly JourneyAvailability[],
  targetPercent: number,
): Finding[] {
  return journeys
    .filter((journey) => journey.verdict !== 'holds')
    .map((journey) => ({
      rule: 'objective-availability',
      severity: journey.verdict === 'breached' ? ('breach' as const) : ('unproven' as const),
      disruptions: [],
      criteria: ['A1'],
      message:
        journey.verdict === 'breached'
          ? `The ${journey.journey} journey is expected to be available ${journey.expectedPercent.toFixed(3)} % of the time, and the objective is more than ${targetPercent} %; most is lost when: ${largestLoss(journey)}.`
          : `The availability of the ${journey.journey} journey cannot be proven, because a recovery time it rests on is unknown.`,
      mends: [],
    }));
}

function sentence(
  objective: string,
  disruption: string,
  judged: Judged,
  component: Component | undefined,
  own: ComponentEstimate | undefined,
): string {
  const who = component?.name ?? 'the platform';
  const { estimate } = judged;
  if (estimate.kind !== 'estimate') {
    const outcome = estimate.kind === 'unrecoverable' ? 'cannot be recovered' : 'is not proven to recover';
    return `After the disruption "${disruption}", ${who} ${outcome}: ${estimate.reason}`;
  }
  const route = own?.best?.name ?? judged.limiting?.route ?? 'recovery';
  const largest = estimate.terms.toSorted((one, other) => other.seconds - one.seconds)[0];
  return (
    `The ${objective} for "${disruption}" is ${formatDuration(estimate.seconds)} and must be below ${formatDuration(judged.targetSeconds ?? 0)}: ` +
    `the best way back for ${who} is to ${route}${largest ? `, of which "${largest.label}" takes ${formatDuration(largest.seconds)}` : ''}.`
  );
}

/** What opens the routes that are closed; the estimate's own mends first. */
function mendsOf(own: ComponentEstimate | undefined, estimate: Estimate): Mend[] {
  const all = [estimate, ...(own?.routes ?? []).flatMap((route) => [route.rto, route.rpo])].flatMap((one) =>
    one.kind === 'estimate' ? [] : one.mends,
  );
  return [...new Map(all.map((mend) => [`${mend.stack}/${mend.logicalId}/${mend.property}`, mend])).values()];
}

function largestLoss(journey: JourneyAvailability): string {
  const [largest] = journey.expectedLosses.toSorted(
    (one, other) => other.secondsPerYear - one.secondsPerYear,
  );
  return largest
    ? `${largest.cause.toLowerCase()} (${formatDuration(largest.secondsPerYear)} a year)`
    : 'nothing';
}
