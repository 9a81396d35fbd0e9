import type { Component, ComponentEstimate, Estimate, Route, Term } from '../assessment/model.ts';
import type { Parameter } from './local-parameters/parameter.ts';
import type { LocalParameters } from './local-parameters.ts';
import type { PredictedTerm } from './prediction.ts';
import { decidingOrigin } from './term-origin.ts';

/** One side of a route with this machine's numbers. */
interface LocalEstimate {
  readonly estimate: Estimate;
  /** Beside each term of the estimate, and also when it is unknown, what stands for what. */
  readonly terms: readonly { readonly term: Term; readonly predicted: PredictedTerm }[];
}

/** How one component comes back here. */
export interface LocalRoute {
  readonly component: Component;
  readonly route: Route;
  readonly rto: LocalEstimate;
  readonly rpo: LocalEstimate;
  /** Better ways back of the model that are not used, with the reason. */
  readonly passedOver: readonly string[];
}

/**
 * The first way back of the model that this machine has, with this machine's numbers.
 *
 * @param closed routes that the drill closes
 * @returns undefined with no way back
 */
export function localRoute(
  component: Component,
  { routes }: ComponentEstimate,
  closed: readonly string[],
  parameters: LocalParameters,
): LocalRoute | { readonly passedOver: readonly string[] } {
  const passedOver: string[] = [];
  for (const route of routes) {
    const why = whyNot(route, closed, parameters);
    if (why === undefined) {
      const rto = localEstimate(route.rto, parameters.rto);
      const rpo = localEstimate(route.rpo, parameters.rpo);
      return { component, route: { ...route, rto: rto.estimate, rpo: rpo.estimate }, rto, rpo, passedOver };
    }
    passedOver.push(`${route.name} (${route.id}) is not used. ${why}`);
  }
  return { passedOver };
}

function whyNot(
  route: Route,
  closed: readonly string[],
  { absentRoutes }: LocalParameters,
): string | undefined {
  if (closed.includes(route.id)) return 'The drill takes away what it needs.';
  if (route.prevents) return 'It would keep the disruption from happening.';
  const open = [route.rto, route.rpo].find(({ kind }) => kind !== 'estimate');
  if (open !== undefined && open.kind !== 'estimate') return open.reason;
  return Object.hasOwn(absentRoutes, route.id) ? absentRoutes[route.id] : undefined;
}

function localEstimate(estimate: Estimate, table: Readonly<Record<string, Parameter>>): LocalEstimate {
  if (estimate.kind !== 'estimate') return { estimate, terms: [] };
  const terms = estimate.terms.map((term) => localTerm(term, table));
  const missing = terms.filter(({ predicted }) => predicted.seconds === undefined);
  if (missing.length > 0) {
    const names = missing.map(({ predicted }) => `"${predicted.name}" (${predicted.origin})`).join(', ');
    const reason = `The platform of this machine has no counterpart of ${names}.`;
    return { estimate: { kind: 'unknown', reason, mends: [] }, terms };
  }
  const seconds = terms.reduce((sum, { term }) => sum + term.seconds, 0);
  return { estimate: { kind: 'estimate', seconds, terms: terms.map(({ term }) => term) }, terms };
}

function localTerm(
  term: Term,
  table: Readonly<Record<string, Parameter>>,
): { readonly term: Term; readonly predicted: PredictedTerm } {
  const origin = decidingOrigin(term);
  const named = { name: term.label, modelSeconds: term.seconds, origin };
  const parameter = Object.hasOwn(table, origin) ? table[origin] : undefined;
  if (parameter === undefined)
    return { term, predicted: { ...named, source: 'It has no counterpart here.' } };
  const { seconds, formula, source } = parameter;
  return {
    term: { ...term, seconds },
    predicted: { ...named, seconds, source, ...(formula === undefined ? {} : { formula }) },
  };
}
