import { formatDuration } from '../../duration.ts';
import type { Disruption } from '../disruptions.ts';
import type { Assessment, Component, Estimate, Finding, Judged, Route, Verdict } from '../model.ts';

/** A verdict is never told by colour alone: a glyph and a word carry it everywhere. */
export const VERDICT_WORD: Record<Verdict, { readonly glyph: string; readonly word: string }> = {
  holds: { glyph: '✓', word: 'holds' },
  breached: { glyph: '✗', word: 'BREACHED' },
  unproven: { glyph: '?', word: 'UNPROVEN' },
  undeclared: { glyph: '–', word: 'not declared' },
};

/** What a finding's severity means for the objective it endangers. */
export const SEVERITY_VERDICT: Record<Finding['severity'], Verdict> = {
  breach: 'breached',
  unproven: 'unproven',
  warning: 'undeclared',
};

const SEVERITY_ORDER: readonly Finding['severity'][] = ['breach', 'unproven', 'warning'];

/** The worst first; findings of one severity keep the order of the assessment. */
export function orderFindings(findings: readonly Finding[]): readonly Finding[] {
  return SEVERITY_ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

/** `1 h 32 min`, `unrecoverable` or `unknown`. */
export function estimateText(estimate: Estimate): string {
  return estimate.kind === 'estimate' ? formatDuration(estimate.seconds) : estimate.kind;
}

/** Targets are strict upper bounds, so the sign is part of them: `< 4 h`. */
export function targetText(judged: Judged): string {
  return judged.targetSeconds === undefined ? '–' : `< ${formatDuration(judged.targetSeconds)}`;
}

/** Percent with three decimals, cut off and never rounded up: 99.8999 must not read as 99.900. */
export function percentText(percent: number): string {
  const cut = Math.floor(percent * 1000 + 1e-6) / 1000;
  return `${cut.toFixed(3)} %`;
}

/** `1 stack`, `3 stacks`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** What a person calls the component; its id when the assessment does not list it. */
export function componentName(assessment: Assessment, id: string): string {
  return findComponent(assessment, id)?.name ?? id;
}

export function findComponent(assessment: Assessment, id: string): Component | undefined {
  return assessment.components.find((component) => component.id === id);
}

/** The route a judged number rests on, looked up by id. */
export function limitingRoute(
  assessment: Assessment,
  disruption: Disruption,
  judged: Judged,
): Route | undefined {
  const { limiting } = judged;
  if (!limiting) return undefined;
  return assessment.estimates
    .filter((estimate) => estimate.component === limiting.component && estimate.disruption === disruption)
    .flatMap((estimate) => estimate.routes)
    .find((route) => route.id === limiting.route);
}

/** `database orders: promote the cross-region read replica`, with the reason when there is no number. */
export function limitingText(assessment: Assessment, disruption: Disruption, judged: Judged): string {
  const { limiting, estimate } = judged;
  const reason = estimate.kind === 'estimate' ? undefined : estimate.reason;
  if (!limiting) return reason ?? '';
  const name = componentName(assessment, limiting.component);
  const route = limitingRoute(assessment, disruption, judged)?.name ?? limiting.route;
  const head = route === '' ? name : `${name}: ${route}`;
  return reason === undefined ? head : `${head} (${reason})`;
}

/** A value in the assumption's own unit, with the duration people read when it is long: `900 s (15 min)`. */
export function valueText(value: number, unit: string): string {
  const plain = `${Number(value.toPrecision(6))} ${unit}`;
  return unit === 's' && value >= 60 ? `${plain} (${formatDuration(value)})` : plain;
}
