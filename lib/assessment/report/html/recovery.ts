import { DISRUPTION_MEANING } from '../../disruptions.ts';
import type { ComponentEstimate, DisruptionResult } from '../../model.ts';
import { usedRoute } from '../compare.ts';
import { grouped } from '../grouped.ts';
import { estimateText, targetText } from '../words.ts';
import { type Anchors, routeAnchor, termsAnchor } from './anchors.ts';
import { html, type SafeHtml } from './escape.ts';
import { deciding, limit } from './matrix.ts';
import { badge, componentLink, numberLink, section } from './parts.ts';
import { routesBlock } from './routes.ts';
import { termsBlock } from './terms.ts';

/** One article per disruption: its numbers with their terms, the path of recovery, and every component's routes. */
export function recoverySection(anchors: Anchors): SafeHtml {
  return section(
    'recovery',
    'Recovery, disruption by disruption',
    'The path is the chain of components whose times add up; what recovers in parallel is not added.',
    anchors.assessment.disruptions.map((result) => article(anchors, result)),
  );
}

function article(anchors: Anchors, result: DisruptionResult): SafeHtml {
  const { disruption } = result;
  const estimates = anchors.assessment.estimates.filter((estimate) => estimate.disruption === disruption);
  const alike = grouped(estimates, anchors.writtenOut);
  const untouched = estimates.filter((estimate) => estimate.routes.length === 0);
  return html`<article class="disruption" id="disruption-${disruption}" aria-labelledby="disruption-${disruption}-title">
<h3 id="disruption-${disruption}-title">${disruption} ${badge(result.verdict)} ${deciding(anchors, result)}</h3>
<p class="meaning">${DISRUPTION_MEANING[disruption]}</p>
<div class="pairs">${judgedBlock(anchors, result, 'rto')}${judgedBlock(anchors, result, 'rpo')}</div>
<h4>Components and their routes</h4>
${[...alike].map(([first, all]) => first.routes.length > 0 && routesBlock(anchors, first, all.slice(1)))}
${untouched.length > 0 && html`<p class="quiet">Not touched: ${commas(anchors, untouched)}.</p>`}
</article>
`;
}

function commas(anchors: Anchors, estimates: readonly ComponentEstimate[]): readonly SafeHtml[] {
  return estimates.map(
    (estimate, index) => html`${index > 0 && ', '}${componentLink(anchors, estimate.component)}`,
  );
}

const TITLE = { rto: 'Recovery time', rpo: 'Data loss' } as const;

function judgedBlock(anchors: Anchors, result: DisruptionResult, kind: 'rto' | 'rpo'): SafeHtml {
  const judged = result[kind];
  const id = termsAnchor(result.disruption, kind);
  const target = judged.targetSeconds === undefined ? 'no target declared' : `target ${targetText(judged)}`;
  return html`<div class="judged"><h4>${TITLE[kind]} ${numberLink(estimateText(judged.estimate), id, judged.verdict)} <span class="quiet">${target}</span> ${badge(judged.verdict)}</h4>
${judged.limiting && html`<p>Limited by ${limit(anchors, result, judged)}</p>`}
${path(anchors, result, kind)}
<details><summary>${judged.estimate.kind === 'estimate' ? `Terms of ${estimateText(judged.estimate)}` : `Why it is ${judged.estimate.kind}`}</summary>${termsBlock(anchors, judged.estimate, id)}</details></div>
`;
}

function path(anchors: Anchors, result: DisruptionResult, kind: 'rto' | 'rpo'): SafeHtml | undefined {
  const steps = result[kind].path;
  if (steps.length === 0) return undefined;
  return html`<div class="path-row"><span class="quiet">Path</span><ol class="route" aria-label="Path, first to recover first">${steps.map((component) => pathStep(anchors, result, component, kind))}</ol></div>`;
}

function pathStep(
  anchors: Anchors,
  result: DisruptionResult,
  component: string,
  kind: 'rto' | 'rpo',
): SafeHtml {
  const found = anchors.estimate(component, result.disruption);
  const index = found ? usedRoute(found.estimate) : 0;
  const route = found?.estimate.routes[index];
  const number =
    found && route
      ? numberLink(estimateText(route[kind]), routeAnchor(found.anchor, index, kind))
      : undefined;
  return html`<li>${componentLink(anchors, component)} ${number}</li>`;
}
