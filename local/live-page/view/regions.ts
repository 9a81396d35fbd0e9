import { html, type SafeHtml } from '../../../lib/assessment/report/html/escape.ts';
import { formatAge } from '../../../lib/duration.ts';
import { drill } from './drill.ts';
import { eventsList } from './events-list.ts';
import { figures } from './figures.ts';
import { headline } from './headline.ts';
import type { LiveView } from './live-view.ts';
import { clock, secondsBetween } from './numbers.ts';
import { partsTable } from './parts-table.ts';
import { topologyDrawing } from './topology/drawing.ts';
import { narrow } from './topology/narrow.ts';
import { topologyNodes } from './topology/nodes.ts';
import { wide } from './topology/wide.ts';
import { usersCharts } from './users-charts.ts';

/** The parts of the page that change, by the ids of their elements. */
export const regionIds = [
  'facts',
  'headline',
  'drill',
  'figures',
  'charts',
  'wide',
  'narrow',
  'parts',
  'events',
] as const;

export type RegionId = (typeof regionIds)[number];

/** The page at one moment. */
export interface Rendered {
  /** Of the window. */
  readonly title: string;
  readonly regions: Readonly<Record<RegionId, string>>;
}

/** Draws everything that changes. */
export function render(view: LiveView): Rendered {
  const { look, traffic, now } = view;
  const { tone, title, detail } = headline(view);
  const nodes = topologyNodes(view);
  const parts = look?.status.parts ?? [];
  const regions: Record<RegionId, SafeHtml | undefined> = {
    facts: facts(view),
    headline: html`<div class="banner ${tone}"><p class="title">${title}</p>${detail !== '' && html`<p>${detail}</p>`}</div>`,
    drill: view.drill && drill(view.drill),
    figures: figures(traffic),
    charts: usersCharts(traffic),
    wide: topologyDrawing(nodes, wide),
    narrow: topologyDrawing(nodes, narrow),
    parts: partsTable(parts, now),
    events: eventsList(look?.status.events ?? []),
  };
  return {
    title: `${title} · Holdfast`,
    regions: Object.fromEntries(
      regionIds.map((id) => [id, regions[id]?.markup ?? '']),
    ) as Rendered['regions'],
  };
}

function facts({ look, now }: LiveView): SafeHtml {
  if (look === undefined) return html`<p class="lead">No platform has started yet.</p>`;
  const { address, release, startedAt, pid } = look.status;
  return html`<p class="lead">${address !== '' && html`<a href="${address}">${address}</a> · `}${release !== undefined && `release ${release} · `}up for ${formatAge(secondsBetween(startedAt, now))} · supervisor ${pid} · as of ${clock(now)} UTC</p>`;
}
