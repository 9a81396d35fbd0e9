import type { ComponentEstimate, Route } from '../../model.ts';
import { usedRoute, whyNotBest } from '../compare.ts';
import { count, estimateText } from '../words.ts';
import { type Anchors, routeAnchor } from './anchors.ts';
import { html, type SafeHtml } from './escape.ts';
import { componentLink, place } from './parts.ts';
import { namedIn } from './same-routes.ts';
import { originList, termsBlock } from './terms.ts';

/**
 * All routes of one component in one disruption: the one used first, the others with why they are not.
 *
 * @param alike the estimates of other components that differ in nothing but the resources they name
 */
export function routesBlock(
  anchors: Anchors,
  estimate: ComponentEstimate,
  alike: readonly ComponentEstimate[],
): SafeHtml {
  const anchor = anchors.routes(estimate);
  const found = anchors.component(estimate.component);
  const used = usedRoute(estimate);
  const best = estimate.routes[used];
  const others = estimate.routes.length - 1;
  const rest = others > 0 ? `, and ${count(others, 'other route')}` : '';
  const more = alike.length > 0 ? ` and ${alike.length} more` : '';
  return html`<details class="component" id="${anchor}"><summary><span class="name">${found?.component.name ?? estimate.component}${more}</span> <span class="quiet">${best?.name}${rest}</span> ${best && figures(best, anchor, used)}</summary>
${found && html`<p class="quiet"><a href="#${found.anchor}">${place(found.component.stack, found.component.constructPath ?? found.component.logicalId)}</a></p>`}
${estimate.routes.map((route, index) => routeBlock(anchors, route, index, anchor, index === used ? undefined : best))}${alike.length > 0 && alikeBlock(anchors, estimate, alike)}</details>
`;
}

/** Every other component with the resources that its own proofs name, in the order of those of the first. */
function alikeBlock(
  anchors: Anchors,
  estimate: ComponentEstimate,
  alike: readonly ComponentEstimate[],
): SafeHtml {
  return html`<details><summary>The same routes, terms and values for ${count(alike.length, 'other component')}</summary>
<p class="quiet">Where the terms above name ${namedIn(estimate).join(', ')}, each of these has its own:</p>
<ul class="alike">${alike.map(
    (one) => html`<li>${componentLink(anchors, one.component)}: ${namedIn(one).join(', ')}</li>
`,
  )}</ul></details>`;
}

function figures(route: Route, anchor: string, index: number): SafeHtml {
  const figure = (kind: 'rto' | 'rpo'): SafeHtml =>
    html`${kind.toUpperCase()} <b data-terms="${routeAnchor(anchor, index, kind)}">${estimateText(route[kind])}</b>`;
  return html`<span class="figures">${figure('rto')} · ${figure('rpo')}</span>`;
}

/** @param better the route that is used instead; absent when this is the one */
function routeBlock(
  anchors: Anchors,
  route: Route,
  index: number,
  anchor: string,
  better: Route | undefined,
): SafeHtml {
  const title = better
    ? html`<span class="badge undeclared">not used</span>`
    : html`<span class="badge used"><span aria-hidden="true">★</span> best</span>`;
  return html`<div class="way"><h5>${route.name} ${title} <code class="quiet">${route.id}</code></h5>
${better && html`<p>${whyNotBest(better, route)}</p>`}
${route.prevents && html`<p>It keeps the disruption from happening and brings nothing back.</p>`}
${route.afterDependencies && html`<p class="quiet">Starts only after what the component depends on has recovered.</p>`}
<div class="pairs">${side(anchors, route, 'rto', routeAnchor(anchor, index, 'rto'))}${side(anchors, route, 'rpo', routeAnchor(anchor, index, 'rpo'))}</div>
${route.proof.length > 0 && html`<details><summary>Proof that the route exists</summary>${originList(anchors, route.proof)}</details>`}
</div>
`;
}

function side(anchors: Anchors, route: Route, kind: 'rto' | 'rpo', id: string): SafeHtml {
  return html`<details class="judged"><summary>${kind.toUpperCase()} <b data-terms="${id}">${estimateText(route[kind])}</b></summary>${termsBlock(anchors, route[kind], id)}</details>
`;
}
