import type { Component, Dependency } from '../../model.ts';
import { count } from '../words.ts';
import type { Anchors } from './anchors.ts';
import { html, type SafeHtml } from './escape.ts';
import { componentLink, place, scrollTable, section } from './parts.ts';

const HEADS = ['Component', 'Kind', 'State', 'Needs', 'Where'];

/** The graph the numbers are rolled up along, by region, the primary region first. */
export function componentsSection(anchors: Anchors): SafeHtml {
  const { components, regions } = anchors.assessment;
  const names = [...new Set(components.map((component) => component.region))];
  const rank = (region: string): number =>
    region === regions.primary ? 0 : region === regions.recovery ? 1 : 2;
  names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return section(
    'components',
    'Components',
    'A hard dependency stops a component when it is lost, a soft one degrades it.',
    names.map((region) => regionBlock(anchors, region)),
  );
}

function regionBlock(anchors: Anchors, region: string): SafeHtml {
  const { components, regions } = anchors.assessment;
  const here = components.filter((component) => component.region === region);
  const role = region === regions.primary ? ', primary' : region === regions.recovery ? ', recovery' : '';
  return html`<h3>${region}<span class="quiet">${role}, ${count(here.length, 'component')}</span></h3>
${scrollTable(
  `Components in ${region}`,
  HEADS,
  here.map((component) => row(anchors, component)),
  'components',
)}`;
}

function row(anchors: Anchors, component: Component): SafeHtml {
  const needs = anchors.needs(component.id);
  return html`<tr id="${anchors.row(component)}"><th scope="row">${component.name}</th><td>${component.kind}<span class="path quiet">${component.resourceType}</span></td><td>${component.state === 'none' ? html`<span class="quiet">none</span>` : component.state}</td><td>${needsList(anchors, needs)}</td><td>${place(component.stack, component.constructPath ?? component.logicalId)}<span class="path quiet">${component.account}</span></td></tr>
`;
}

function needsList(anchors: Anchors, needs: readonly Dependency[]): SafeHtml {
  if (needs.length === 0) return html`<span class="quiet">nothing</span>`;
  return html`<ul class="plain">${needs.map(
    (need) => html`<li>${componentLink(anchors, need.to)} <span class="kind">${need.strength}</span></li>`,
  )}</ul>`;
}
