import { formatDuration } from '../duration.ts';
import { DISRUPTION_MEANING, type Disruption } from './disruptions.ts';
import type { Assessment, Component, Estimate, Origin, Route, Term } from './model.ts';
import { didYouMean } from './near-names.ts';
import { usedRoute, whyNotBest } from './report/compare.ts';
import { estimateText } from './report/words.ts';

/** A component that cannot be told from what was asked for, in a sentence. */
export class ExplainError extends Error {
  override readonly name = 'ExplainError';
}

/** One term of an estimate, as a sentence, with a sentence for each of its sources. */
export interface ExplainedTerm {
  readonly sentence: string;
  readonly sources: readonly string[];
}

/** The recovery time or the data loss of one route. */
export interface ExplainedEstimate {
  /** `4 h 12 min`, or why there is no number. */
  readonly result: string;
  readonly terms: readonly ExplainedTerm[];
  /** Changes that would give a number. */
  readonly mends: readonly string[];
}

/** One way back. */
export interface ExplainedRoute {
  readonly id: string;
  readonly name: string;
  readonly used: boolean;
  /** Why it is used, or why it is not. */
  readonly why: string;
  readonly rto: ExplainedEstimate;
  readonly rpo: ExplainedEstimate;
  /** What in the templates proves that the route exists. */
  readonly proof: readonly string[];
}

/** How one component comes back from one disruption. */
export interface Explanation {
  readonly component: Component;
  readonly disruption: Disruption;
  /** What happens, what it means for the component, and what is promised. */
  readonly summary: readonly string[];
  /** The one in use first. */
  readonly routes: readonly ExplainedRoute[];
}

/**
 * Finds the component a person means: by id, logical id or name, else by a part of one of them or of its construct path
 * that only one component has. Components of the primary region win over their counterparts.
 *
 * @throws ExplainError that lists the candidates when there are several, or near names when there is none
 */
export function findMeant(assessment: Assessment, wanted: string): Component {
  const all = assessment.components;
  const names = (component: Component): string[] => [
    component.id,
    component.logicalId,
    component.name,
    bare(component),
  ];
  const lower = wanted.toLowerCase();
  const exact = all.filter((component) => names(component).includes(wanted));
  const partial = all.filter((component) =>
    [...names(component), component.constructPath ?? '', component.kind].some((name) =>
      name.toLowerCase().includes(lower),
    ),
  );
  const found = exact.length > 0 ? exact : lower === '' ? [] : partial;
  const serving = found.filter(({ primary }) => primary);
  const [only] = serving.length > 0 ? serving : found;
  if (only && (serving.length === 1 || found.length === 1)) return only;
  if (found.length > 1) {
    const candidates = (serving.length > 0 ? serving : found).map(({ id, name }) => `${id} (${name})`);
    const rest = candidates.length > 8 ? `, and ${candidates.length - 8} more` : '';
    throw new ExplainError(
      `"${wanted}" may be ${candidates.slice(0, 8).join(', ')}${rest}; write one of these ids.`,
    );
  }
  const near = didYouMean(wanted, all.flatMap(names));
  const known = all.slice(0, 8).map(({ id }) => id);
  throw new ExplainError(
    near === '.'
      ? `There is no component "${wanted}"; ${known.length > 0 ? `there are ${known.join(', ')}` : 'the model recognises none in these templates'}.`
      : `There is no component "${wanted}"${near}`,
  );
}

/** `database orders` is also called `orders`. */
function bare({ name }: Component): string {
  return name.slice(name.lastIndexOf(' ') + 1);
}

/** Explains one estimate of an assessment: every route, its terms as sentences with their sources, and the choice made. */
export function explain(assessment: Assessment, component: Component, disruption: Disruption): Explanation {
  const own = assessment.estimates.find(
    (one) => one.component === component.id && one.disruption === disruption,
  );
  const best = own?.best;
  const used = own ? usedRoute(own) : 0;
  return {
    component,
    disruption,
    summary: [DISRUPTION_MEANING[disruption], ...situation(assessment, component, disruption, best)],
    routes: (own?.routes ?? []).map((route, index) => ({
      id: route.id,
      name: route.name,
      used: index === used,
      why:
        index === used || !best
          ? whyUsed(assessment, disruption, route, own?.routes.length ?? 0)
          : whyNotBest(best, route),
      rto: explained(route.rto),
      rpo: explained(route.rpo),
      proof: route.proof.map(sourceSentence),
    })),
  };
}

function situation(
  assessment: Assessment,
  component: Component,
  disruption: Disruption,
  best: Route | undefined,
): string[] {
  const { name, region, primary, state } = component;
  if (!primary)
    return [
      `${capital(name)} stands in ${region}, which takes over; it is the way back, so it has none of its own.`,
    ];
  if (!best) return [`It does not touch ${name}.`];
  const time = outcome(best.rto, 'It is back after', 'Its recovery time is');
  const loss =
    state === 'system of record'
      ? outcome(best.rpo, `At worst it loses the data of the last`, 'Its data loss is')
      : `${capital(name)} is no system of record, so it loses no data that counts.`;
  const row = assessment.disruptions.find((result) => result.disruption === disruption);
  const target = assessment.objectives.perDisruption[disruption];
  return [
    `Then ${name} comes back when you ${best.prevents ? 'rely on this: ' : ''}${best.name}.`,
    time,
    best.rpo.kind === 'estimate' && best.rpo.seconds === 0 && state === 'system of record'
      ? 'It loses no data.'
      : loss,
    target
      ? `The objectives for "${disruption}" are RTO below ${formatDuration(target.rtoSeconds)} and RPO below ${formatDuration(target.rpoSeconds)}; over the whole platform the RTO is ${row ? estimateText(row.rto.estimate) : 'unknown'} and the RPO ${row ? estimateText(row.rpo.estimate) : 'unknown'}.`
      : `No objective is declared for "${disruption}".`,
  ];
}

function outcome(estimate: Estimate, number: string, none: string): string {
  return estimate.kind === 'estimate'
    ? `${number} ${formatDuration(estimate.seconds)}.`
    : `${none} ${estimate.kind}: ${stop(estimate.reason)}`;
}

function whyUsed(assessment: Assessment, disruption: Disruption, route: Route, routes: number): string {
  if (route.rto.kind !== 'estimate' || route.rpo.kind !== 'estimate') {
    return routes === 1
      ? 'It is the only way back the model knows, and it is not open.'
      : 'No way back is open; this one is the least closed.';
  }
  if (routes === 1) return 'It is the only way back the model knows.';
  if (route.prevents) return 'No restore is good enough, and this keeps the disruption from happening.';
  const target = assessment.objectives.perDisruption[disruption];
  const within = target && route.rto.seconds < target.rtoSeconds && route.rpo.seconds < target.rpoSeconds;
  return within
    ? 'It is the best: of the ways back that meet the objective it uses the smallest share of it.'
    : 'It is the best the templates prove: no other uses a smaller share of the objective.';
}

function explained(estimate: Estimate): ExplainedEstimate {
  if (estimate.kind === 'estimate') {
    return { result: formatDuration(estimate.seconds), terms: estimate.terms.map(explainedTerm), mends: [] };
  }
  const mends = estimate.mends.map(
    ({ change, property, constructPath, logicalId }) =>
      `${change} (${property} of ${constructPath ?? logicalId}).`,
  );
  return { result: `${estimate.kind}: ${stop(estimate.reason)}`, terms: [], mends };
}

/** Labels that go on with the number: `is promoted within`. */
const OPEN = /\b(within|after|for|at|by|at most)$/;

function explainedTerm(term: Term): ExplainedTerm {
  const label = term.label.replace(/\.$/, '');
  const how = term.formula === undefined ? '' : `, from ${term.formula}`;
  return {
    sentence: `${label}${OPEN.test(label) ? '' : ':'} ${formatDuration(term.seconds)}${how}.`,
    sources: term.origins.map(sourceSentence),
  };
}

/** Says where a number comes from, and for an assumption how to replace it. */
export function sourceSentence(origin: Origin): string {
  if (origin.kind === 'fact') return `Published: "${origin.statement}" (${origin.source}).`;
  if (origin.kind === 'assumption') {
    const whose = origin.overridden ? 'Set by you' : 'Assumed';
    return `${whose}: ${origin.id} is ${origin.value} ${origin.unit}. ${stop(origin.reason)}`;
  }
  const place = `${origin.constructPath ?? origin.logicalId} in ${origin.stack}`;
  return origin.value === undefined
    ? `Template: ${place} leaves ${origin.path} out.`
    : `Template: ${place} sets ${origin.path} to ${shortened(origin.value)}.`;
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}

function stop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
