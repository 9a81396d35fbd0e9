import { verdictSentence } from '../sentences.ts';
import { count } from '../words.ts';
import type { Anchors } from './anchors.ts';
import { html, type SafeHtml } from './escape.ts';
import { badge } from './parts.ts';

/** The verdict first, then what was judged and how much of it is known. */
export function header(anchors: Anchors): SafeHtml {
  const { assessment } = anchors;
  const { subject, regions, verdict, stacks, assumptions, notModelled, unresolved } = assessment;
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const missing = notModelled.reduce((sum, type) => sum + type.count, 0);
  return html`<header class="top"><p class="eyebrow">Holdfast recovery assessment</p>
<h1>${subject.application} <span class="quiet">${subject.environment}</span></h1>
<div class="judgement ${verdict}">${badge(verdict)}<p>${verdictSentence(assessment)}</p></div>
<dl class="basis"><div><dt>Primary region</dt><dd>${regions.primary}</dd></div>
<div><dt>Recovery region</dt><dd>${regions.recovery ?? 'none'}</dd></div>
<div><dt>Read</dt><dd><a href="#stacks">${count(resources, 'resource')} in ${count(stacks.length, 'stack')}</a></dd></div>
<div><dt>Assumed</dt><dd><a href="#assumptions">${count(assumptions.length, 'number')}</a></dd></div>
<div><dt>Not modelled</dt><dd><a href="#not-modelled">${count(missing, 'resource')}</a></dd></div>
<div><dt>Unresolved</dt><dd><a href="#unresolved">${count(unresolved.length, 'value')}</a></dd></div></dl></header>
`;
}

const CONTENTS = [
  ['matrix', 'Objectives'],
  ['findings', 'Findings'],
  ['topology', 'Topology'],
  ['recovery', 'Recovery'],
  ['availability', 'Availability'],
  ['components', 'Components'],
  ['controls', 'Controls'],
  ['assumptions', 'Assumptions'],
  ['facts', 'Facts'],
  ['not-modelled', 'Not modelled'],
  ['unresolved', 'Unresolved'],
  ['stacks', 'Stacks read'],
] as const;

/** The contents; the button is shown only where the script can serve it. */
export function contents(): SafeHtml {
  return html`<nav aria-label="Contents"><ul>${CONTENTS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>
<button type="button" id="open-all" aria-pressed="false" hidden>Open every number</button></nav>
`;
}
