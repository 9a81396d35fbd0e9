import type { Disruption } from '../../disruptions.ts';
import type {
  Assessment,
  Component,
  ComponentEstimate,
  Dependency,
  Estimate,
  FactOrigin,
  Finding,
  Origin,
} from '../../model.ts';
import { grouped } from '../grouped.ts';
import { firstOfTheSame, isLarge } from './same-routes.ts';

/**
 * Everything the sections look up, built once. Anchors are made of positions, never of names: names come from
 * templates and may collide or hold what an id must not.
 */
export interface Anchors {
  readonly assessment: Assessment;
  readonly facts: readonly FactOrigin[];
  /** True when facts and assumptions are told in their own sections only, and linked to from everywhere else. */
  readonly brief: boolean;
  readonly component: (id: string) => { readonly anchor: string; readonly component: Component } | undefined;
  /** Anchor of a component of the assessment, also where another one has its id. */
  readonly row: (component: Component) => string;
  readonly assumption: (id: string) => string | undefined;
  readonly fact: (id: string) => string | undefined;
  /** Anchor of a finding of the assessment. */
  readonly finding: (finding: Finding) => string;
  /** What a component needs. */
  readonly needs: (component: string) => readonly Dependency[];
  /** Anchor of an estimate's routes; the estimate must be one of the assessment. */
  readonly routes: (estimate: ComponentEstimate) => string;
  /** The estimate that is written out for this one: itself, unless an earlier one is the same but for names. */
  readonly writtenOut: (estimate: ComponentEstimate) => ComponentEstimate;
  /** The estimate of a component in a disruption, with the prefix of the anchors where its routes are written out. */
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
  const rows = new Map(assessment.components.map((component, index) => [component, componentAnchor(index)]));
  const components = new Map([...rows].map(([component, anchor]) => [component.id, { anchor, component }]));
  const routes = new Map(assessment.estimates.map((estimate, index) => [estimate, estimateAnchor(index)]));
  const findings = new Map(assessment.findings.map((finding, index) => [finding, findingAnchor(index)]));
  const needs = grouped(assessment.dependencies, ({ from }) => from);
  const firsts = firstOfTheSame(assessment);
  const writtenOut = (estimate: ComponentEstimate) => firsts.get(estimate) ?? estimate;
  const anchorOf = (estimate: ComponentEstimate) =>
    routes.get(estimate) ?? estimateAnchor(assessment.estimates.length);
  const estimates = new Map(
    assessment.estimates.map((estimate) => [
      JSON.stringify([estimate.component, estimate.disruption]),
      { anchor: anchorOf(writtenOut(estimate)), estimate },
    ]),
  );
  return {
    assessment,
    facts,
    brief: isLarge(assessment),
    component: (id) => components.get(id),
    row: (component) => rows.get(component) ?? componentAnchor(assessment.components.length),
    assumption: (id) => assumptions.get(id),
    fact: (id) => factAnchors.get(id),
    finding: (finding) => findings.get(finding) ?? findingAnchor(assessment.findings.length),
    needs: (component) => needs.get(component) ?? [],
    routes: anchorOf,
    writtenOut,
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
