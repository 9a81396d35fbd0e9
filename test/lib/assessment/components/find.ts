import type { Disruption } from '../../../../lib/assessment/disruptions.ts';
import type { Assessment, Estimate, Route } from '../../../../lib/assessment/model.ts';

/** The routes of the component with this logical id, best first; empty when the disruption does not touch it. */
export function routesOf(
  assessment: Assessment,
  logicalId: string,
  disruption: Disruption,
): readonly Route[] {
  const component = assessment.components.find((one) => one.logicalId === logicalId);
  if (!component) throw new Error(`${logicalId} is no component.`);
  return (
    assessment.estimates.find((one) => one.component === component.id && one.disruption === disruption)
      ?.routes ?? []
  );
}

export function routeOf(
  assessment: Assessment,
  logicalId: string,
  disruption: Disruption,
  id: string,
): Route {
  const found = routesOf(assessment, logicalId, disruption).find((route) => route.id === id);
  if (!found) throw new Error(`${logicalId} has no route ${id} for ${disruption}.`);
  return found;
}

/** Seconds, or why there are none. */
export const seconds = (estimate: Estimate) =>
  estimate.kind === 'estimate' ? estimate.seconds : estimate.kind;

export const reason = (estimate: Estimate) => (estimate.kind === 'estimate' ? '' : estimate.reason);
