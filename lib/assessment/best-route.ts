import type { Estimate, Route } from './model.ts';

/** Strict upper bounds in seconds; absent when nothing is promised for the disruption. */
export interface Target {
  readonly rtoSeconds: number;
  readonly rpoSeconds: number;
}

/**
 * Orders routes, best first: a route that brings things back within the objective, then one that prevents the
 * disruption, then one that is too slow or loses too much, then what cannot be proven, then what leads nowhere.
 * Within a rank the one that uses the smaller share of its objective wins, so adding a route never makes things worse.
 */
export function bestFirst(routes: readonly Route[], target: Target | undefined): Route[] {
  return routes.toSorted(
    (one, other) => rank(one, target) - rank(other, target) || share(one, target) - share(other, target),
  );
}

function rank(route: Route, target: Target | undefined): number {
  const kinds = [route.rto.kind, route.rpo.kind];
  if (kinds.includes('unrecoverable')) return 4;
  if (kinds.includes('unknown')) return 3;
  if (route.prevents) return 1;
  return share(route, target) < 1 ? 0 : 2;
}

function share(route: Route, target: Target | undefined): number {
  // Without an objective any finite route will do; time and loss weigh the same.
  const scale = target ?? { rtoSeconds: Number.MAX_VALUE, rpoSeconds: Number.MAX_VALUE };
  return Math.max(seconds(route.rto) / scale.rtoSeconds, seconds(route.rpo) / scale.rpoSeconds);
}

function seconds(estimate: Estimate): number {
  return estimate.kind === 'estimate' ? estimate.seconds : Number.POSITIVE_INFINITY;
}
