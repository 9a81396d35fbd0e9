import { DISRUPTION_MEANING } from '../../disruptions.ts';
import type { DisruptionResult, Judged } from '../../model.ts';
import { decidingFindings } from '../sentences.ts';
import { estimateText, limitingRoute, targetText } from '../words.ts';
import { type Anchors, termsAnchor } from './anchors.ts';
import { estimateBar } from './bars.ts';
import { html, type SafeHtml } from './escape.ts';
import { badge, componentLink, numberLink, section } from './parts.ts';
import { topologyAnchor } from './topology.ts';

const HEADS = ['Disruption', 'Recovery time (RTO)', 'Data loss (RPO)', 'Limited by', 'Verdict'];

/** The seven disruptions against their objectives. Roles are spelled out because the phone's layout drops the table's. */
export function matrixSection(anchors: Anchors): SafeHtml {
  const rows = anchors.assessment.disruptions.map((result) => row(anchors, result));
  return section(
    'matrix',
    'Recovery objectives',
    'Every number opens to the terms it is made of. Bars show an estimate as a share of its target, the upright stroke: a bar that ends beyond the stroke misses it.',
    html`<table class="matrix" role="table"><caption class="hidden">Seven disruptions against their objectives</caption>
<thead role="rowgroup"><tr role="row">${HEADS.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows}</tbody></table>`,
  );
}

function row(anchors: Anchors, result: DisruptionResult): SafeHtml {
  const { disruption } = result;
  return html`<tr role="row"><th scope="row" role="rowheader"><a href="#disruption-${disruption}">${disruption}</a><span class="meaning">${DISRUPTION_MEANING[disruption]} <a href="#${topologyAnchor(anchors.assessment, disruption)}" aria-label="${disruption} in the topology">Topology</a></span></th>
${numberCell(result, 'rto')}${numberCell(result, 'rpo')}<td role="cell" data-head="Limited by">${limited(anchors, result)}</td><td role="cell" class="verdict">${badge(result.verdict)}${deciding(anchors, result)}</td></tr>
`;
}

/** Links to the findings that make the verdict worse than the numbers beside it. */
export function deciding(anchors: Anchors, result: DisruptionResult): SafeHtml | undefined {
  const findings = decidingFindings(anchors.assessment, result);
  if (findings.length === 0) return undefined;
  return html`<span class="deciding">by ${findings.map((finding, index) => html`${index > 0 && ', '}<a href="#${anchors.finding(finding)}">${finding.rule}</a>`)}</span>`;
}

function numberCell(result: DisruptionResult, kind: 'rto' | 'rpo'): SafeHtml {
  const judged = result[kind];
  return html`<td role="cell" data-head="${kind.toUpperCase()}"><div class="pair">${numberLink(estimateText(judged.estimate), termsAnchor(result.disruption, kind), judged.verdict)} <span class="quiet">${targetText(judged)}</span></div>${estimateBar(judged)}</td>
`;
}

function limited(anchors: Anchors, result: DisruptionResult): SafeHtml {
  const { rto, rpo } = result;
  const same =
    rto.limiting?.component === rpo.limiting?.component && rto.limiting?.route === rpo.limiting?.route;
  if (same || !rpo.limiting) return limit(anchors, result, rto);
  return html`<div><span class="kind">RTO</span> ${limit(anchors, result, rto)}</div><div><span class="kind">RPO</span> ${limit(anchors, result, rpo)}</div>`;
}

/** The component and the route that decide a number. */
export function limit(anchors: Anchors, result: DisruptionResult, judged: Judged): SafeHtml {
  if (!judged.limiting) return html`<span class="quiet">no component</span>`;
  const { component, route } = judged.limiting;
  const name = limitingRoute(anchors.assessment, result.disruption, judged)?.name ?? route;
  return html`${componentLink(anchors, component)}: <span class="quiet">${name}</span>`;
}
