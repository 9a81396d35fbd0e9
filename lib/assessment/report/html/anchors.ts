import type { Disruption } from '../../disruptions.ts';
import type { Assessment, Component, ComponentEstimate, Estimate, FactOrigin, Origin } from '../../model.ts';

/**
 * Everything the sections look up, built once. Anchors are made of positions, never of names: names come from
 * templates and may collide or hold what an id must not.
 */
export interface Anchors {
  readonly assessment: Assessment;
  readonly facts: readonly FactOrigin[];
  readonly component: (id: string) => { readonly anchor: string; readonly component: Component } | undefined;
  readonly assumption: (id: string) => string | undefined;
  readonly fact: (id: string) => string | undefined;
  /** Anchor of an estimate's routes; the estimate must be one of the assessment. */
  readonly routes: (estimate: ComponentEstimate) => string;
  /** The estimate of a component in a disruption, with the prefix of its routes' anchors. */
  readonly estimate: (
    component: string,
    disruption: Disruption,
  ) => { readonly anchor: string; readonly estimate: ComponentEstimate } | undefined;
}

/** Builds the look-ups of one report. */
export function buildAnchors(assessment: Assessment): Anchors {
  const facts = factsUsed(assessment);
  const factAnchors = new Map(facts.map((fact, index) => [fact.id, factAnchor(index)]));
  const assumptions = new Map(
    assessment.assumptions.map((assumption, index) => [assumption.id, assumptionAnchor(index)]),
  );
  const components = new Map(
    assessment.components.map((component, index) => [
      component.id,
      { anchor: componentAnchor(index), component },
    ]),
  );
  const routes = new Map(assessment.estimates.map((estimate, index) => [estimate, estimateAnchor(index)]));
  const estimates = new Map(
    assessment.estimates.map((estimate, index) => [
      JSON.stringify([estimate.component, estimate.disruption]),
      { anchor: estimateAnchor(index), estimate },
    ]),
  );
  return {
    assessment,
    facts,
    component: (id) => components.get(id),
    assumption: (id) => assumptions.get(id),
    fact: (id) => factAnchors.get(id),
    routes: (estimate) => routes.get(estimate) ?? estimateAnchor(assessment.estimates.length),
    estimate: (component, disruption) => estimates.get(JSON.stringify([component, disruption])),
  };
}

export const findingAnchor = (index: number): string => `finding-${index + 1}`;
export const factAnchor = (index: number): string => `fact-${index + 1}`;
export const assumptionAnchor = (index: number): string => `assumption-${index + 1}`;
export const componentAnchor = (index: number): string => `component-${index + 1}`;
export const estimateAnchor = (index: number): string => `estimate-${index + 1}`;

/** Anchor of the terms of a disruption's recovery time or data loss. */
export function termsAnchor(disruption: Disruption, kind: 'rto' | 'rpo'): string {
  return `terms-${disruption}-${kind}`;
}

/** Anchor of the terms of one route of one component. */
export function routeAnchor(estimate: string, route: number, kind: 'rto' | 'rpo'): string {
  return `${estimate}-route-${route + 1}-${kind}`;
}

function factsUsed(assessment: Assessment): readonly FactOrigin[] {
  const facts = new Map<string, FactOrigin>();
  for (const origin of allOrigins(assessment)) {
    if (origin.kind === 'fact' && !facts.has(origin.id)) facts.set(origin.id, origin);
  }
  return [...facts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function allOrigins(assessment: Assessment): readonly Origin[] {
  const ofEstimate = (estimate: Estimate): readonly Origin[] =>
    estimate.kind === 'estimate' ? estimate.terms.flatMap((term) => term.origins) : [];
  return [
    ...assessment.estimates
      .flatMap((estimate) => estimate.routes)
      .flatMap((route) => [...ofEstimate(route.rto), ...ofEstimate(route.rpo), ...route.proof]),
    ...assessment.disruptions.flatMap((row) => [
      ...ofEstimate(row.rto.estimate),
      ...ofEstimate(row.rpo.estimate),
    ]),
    ...assessment.availability.flatMap((journey) => [
      ...journey.floorFactors.map((factor) => factor.origin),
      ...journey.expectedLosses.flatMap((loss) => loss.origins),
    ]),
  ];
}
