import type { Mend, Verdict } from '../../model.ts';
import { VERDICT_WORD } from '../words.ts';
import type { Anchors } from './anchors.ts';
import { type Content, html, type SafeHtml } from './escape.ts';

/** Glyph, word and colour; the words alone tell it. */
export function badge(verdict: Verdict): SafeHtml {
  const { glyph, word } = VERDICT_WORD[verdict];
  return html`<span class="badge ${verdict}"><span aria-hidden="true">${glyph}</span> ${word}</span>`;
}

/** A number that opens to its terms. */
export function numberLink(text: string, terms: string, verdict?: Verdict): SafeHtml {
  return html`<a class="number${verdict ? ` ${verdict}` : ''}" data-terms="${terms}" href="#${terms}">${text}</a>`;
}

/** A component by name, linked to its row when the assessment lists it. */
export function componentLink(anchors: Anchors, id: string): SafeHtml {
  const found = anchors.component(id);
  return found
    ? html`<a href="#${found.anchor}">${found.component.name}</a>`
    : html`<span class="path">${id}</span>`;
}

/** `stack · construct path or logical id · property`, each breakable where a path breaks. */
export function place(stack: string, resource: string, property?: string): SafeHtml {
  return html`<span class="path">${stack} · ${resource}${property === undefined ? '' : ` · ${property}`}</span>`;
}

/** The changes of properties that mend something. */
export function mendList(mends: readonly Mend[]): SafeHtml | undefined {
  if (mends.length === 0) return undefined;
  return html`<ul class="mends">${mends.map(
    (mend) =>
      html`<li><strong>${mend.change}</strong> ${place(mend.stack, mend.constructPath ?? mend.logicalId, mend.property)}</li>`,
  )}</ul>`;
}

/**
 * A table in a container that scrolls by itself, reachable by keyboard, so that the page never scrolls sideways.
 *
 * @param layout `components` has the same columns in each region, `list` stacks its cells on a phone
 */
export function scrollTable(
  caption: string,
  heads: readonly string[],
  rows: readonly Content[],
  layout?: 'components' | 'list',
): SafeHtml {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table${layout && html` class="${layout}"`}>
<caption class="hidden">${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}

/** A section of the page with its heading and an optional line that says how to read it. */
export function section(id: string, title: string, lead: Content, body: Content): SafeHtml {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${lead === undefined ? undefined : html`<p class="lead">${lead}</p>`}
${body}
</section>
`;
}
