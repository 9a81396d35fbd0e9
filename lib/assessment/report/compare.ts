import { formatDuration } from '../../duration.ts';
import type { ComponentEstimate, Estimate, Route } from '../model.ts';

/** Position of the route that an estimate uses, by id, for an assessment read back from JSON has no identities. */
export function usedRoute(estimate: ComponentEstimate): number {
  return Math.max(
    0,
    estimate.routes.findIndex((route) => route.id === estimate.best?.id),
  );
}

/** Says why a route is not the best one: no number, or worse numbers. */
export function whyNotBest(best: Route, route: Route): string {
  const missing = missingNumber(route);
  if (missing) return missing;
  const time = difference(
    best.rto,
    route.rto,
    (amount, more) => `recovers ${amount} ${more ? 'later' : 'sooner'}`,
  );
  const loss = difference(
    best.rpo,
    route.rpo,
    (amount, more) => `loses ${amount} ${more ? 'more' : 'less'} data`,
  );
  const parts = [time, loss].filter((part) => part !== undefined);
  return parts.length === 0 ? 'The numbers are the same.' : `It ${parts.join(' and ')}.`;
}

function missingNumber(route: Route): string | undefined {
  if (route.rto.kind !== 'estimate') return `Recovery time ${route.rto.kind}: ${route.rto.reason}.`;
  if (route.rpo.kind !== 'estimate') return `Data loss ${route.rpo.kind}: ${route.rpo.reason}.`;
  return undefined;
}

function difference(
  best: Estimate,
  other: Estimate,
  say: (amount: string, more: boolean) => string,
): string | undefined {
  if (best.kind !== 'estimate' || other.kind !== 'estimate') return undefined;
  const seconds = other.seconds - best.seconds;
  return seconds === 0 ? undefined : say(formatDuration(Math.abs(seconds)), seconds > 0);
}
