import { formatDuration } from '../../../duration.ts';
import type { AssumptionOrigin, Estimate, Origin, Term } from '../../model.ts';
import { valueText } from '../words.ts';
import type { Anchors } from './anchors.ts';
import { phaseBar } from './bars.ts';
import { html, type SafeHtml, sourceLink } from './escape.ts';
import { mendList, place } from './parts.ts';

const VALUE_LIMIT = 240;

/** What a number is made of, or why there is none. `id` is where the number links to. */
export function termsBlock(anchors: Anchors, estimate: Estimate, id: string): SafeHtml {
  if (estimate.kind !== 'estimate') {
    return html`<div class="terms" id="${id}"><p><strong>${estimate.kind}</strong>: ${estimate.reason}</p>${mendList(estimate.mends)}</div>`;
  }
  return html`<div class="terms" id="${id}">${phaseBar(estimate.terms)}<ol class="term-list">${estimate.terms.map((term) => termItem(anchors, term))}</ol>
<p class="sum">${total(estimate.seconds, estimate.terms)}</p></div>`;
}

function total(seconds: number, terms: readonly Term[]): string {
  const sum = terms.reduce((running, term) => running + term.seconds, 0);
  const exact = secondsText(seconds);
  if (terms.length === 0) return `${exact}, without a term`;
  return Math.abs(sum - seconds) < 0.5
    ? `= ${exact}`
    : `${exact}; the terms listed add up to ${secondsText(sum)}`;
}

function termItem(anchors: Anchors, term: Term): SafeHtml {
  return html`<li><span class="phase ${term.phase}">${term.phase}</span><span class="label">${term.label}</span><span class="seconds">${secondsParts(term.seconds)}</span>
<div class="how">${term.formula === undefined ? undefined : html`<code class="formula">${term.formula}</code>`}${originList(anchors, term.origins, term.label)}</div></li>
`;
}

/** `6 h 50 min (24600 s)`: rounded for people, exact for checking. */
export function secondsText(seconds: number): string {
  const text = formatDuration(seconds);
  const exact = exactSeconds(seconds);
  return text === exact ? text : `${text} (${exact})`;
}

function secondsParts(seconds: number): SafeHtml {
  const text = formatDuration(seconds);
  const exact = exactSeconds(seconds);
  return html`${text}${text !== exact && html` <span class="quiet">${exact}</span>`}`;
}

function exactSeconds(seconds: number): string {
  return `${Number(seconds.toFixed(3))} s`;
}

/**
 * Where numbers come from, one line each.
 *
 * @param label what stands above the list; a statement in the same words is not said twice
 */
export function originList(
  anchors: Anchors,
  origins: readonly Origin[],
  label?: string,
): SafeHtml | undefined {
  if (origins.length === 0) return undefined;
  return html`<ul class="origins">${origins.map((origin) => html`<li>${originLine(anchors, origin, label)}</li>`)}</ul>`;
}

function originLine(anchors: Anchors, origin: Origin, label: string | undefined): SafeHtml {
  switch (origin.kind) {
    case 'template':
      return html`<span class="kind">template</span> ${place(origin.stack, origin.constructPath ?? origin.logicalId, origin.path)} = <code>${propertyText(origin.value)}</code>`;
    case 'fact':
      if (anchors.brief && anchors.fact(origin.id))
        return html`<span class="kind">fact</span> ${reference(origin.id, anchors.fact(origin.id))}`;
      return html`<span class="kind">fact</span> ${reference(origin.id, anchors.fact(origin.id))}${origin.statement !== label && `: ${origin.statement}`} ${sourceLink(origin.source)} <span class="quiet">${origin.confidence}</span>`;
    case 'assumption':
      return assumptionLine(anchors, origin, label);
  }
}

function reference(id: string, anchor: string | undefined): SafeHtml {
  return anchor ? html`<a href="#${anchor}"><code>${id}</code></a>` : html`<code>${id}</code>`;
}

function assumptionLine(anchors: Anchors, origin: AssumptionOrigin, label: string | undefined): SafeHtml {
  const id = reference(origin.id, anchors.assumption(origin.id));
  if (anchors.brief && anchors.assumption(origin.id))
    return html`<span class="kind">assumption</span> ${id}: <b>${valueText(origin.value, origin.unit)}</b>`;
  return html`<span class="kind">assumption</span> ${id}: ${origin.statement !== label && `${origin.statement}: `}<b>${valueText(origin.value, origin.unit)}</b>, ${origin.overridden ? html`<strong>set by you</strong>` : 'default'}. <span class="quiet">${origin.reason}</span>`;
}

function propertyText(value: unknown): string {
  if (value === undefined) return 'absent, so the default of the service holds';
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= VALUE_LIMIT ? text : `${text.slice(0, VALUE_LIMIT)}… (${text.length} characters)`;
}
