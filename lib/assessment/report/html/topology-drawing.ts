import type { Disruption } from '../../disruptions.ts';
import type { Assessment } from '../../model.ts';
import type { Effect } from '../topology/effects.ts';
import { fitLines } from '../topology/fit.ts';
import type { Drawing, DrawnNode, DrawnRegion } from '../topology/layout.ts';
import type { Line } from '../topology/lines.ts';
import { NODE } from '../topology/measures.ts';
import { html, type SafeHtml } from './escape.ts';
import { type Effects, effectText } from './topology.ts';

/** Characters that fit the width of a node, at the widest letters of the usual fonts. */
const NODE_COLUMNS = 20;
const REGION_COLUMNS = 26;

/** The drawing as inline SVG; each node carries its effect in every disruption, and the style sheet shows one. */
export function topologyDrawing(assessment: Assessment, drawing: Drawing, effects: Effects): SafeHtml {
  const { width, height, regions, nodes, lines } = drawing;
  return html`<svg class="drawing" width="${width + 2}" height="${height + 2}" viewBox="-1 -1 ${width + 2} ${height + 2}" role="img" aria-label="${altText(assessment)}">
${regions.map(frame)}${lines.map(lineOf)}${regions.map((region) => regionTitle(region, regions[0]?.role === 'other'))}${nodes.map((node) => nodeOf(node, effects))}</svg>`;
}

function altText({ components, dependencies, regions }: Assessment): string {
  const where =
    regions.recovery === undefined ? regions.primary : `${regions.primary} and ${regions.recovery}`;
  return `${components.length} components in ${where}, ${dependencies.length} dependencies; the table below lists what each disruption does.`;
}

function frame({ x, y, width, height, role }: DrawnRegion): SafeHtml {
  return html`<rect class="frame-${role}" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>
`;
}

function regionTitle({ region, role, x, y }: DrawnRegion, below: boolean): SafeHtml {
  const title = role === 'other' ? region : `${region} · ${role}`;
  // Lines from above enter a region at the middle of its slots, so the title stands between two of them.
  const left = role === 'other' || !below ? NODE.pad : NODE.pad + NODE.width / 2 + 14;
  return html`<text class="region-title" x="${x + left}" y="${y + 21}">${fitLines(title, REGION_COLUMNS, 1)}</text>
`;
}

function lineOf({ kind, path, head }: Line): SafeHtml {
  return html`<path class="line ${kind}" d="${path}"/>${head !== undefined && html`<path class="head" d="${head}"/>`}
`;
}

function nodeOf(node: DrawnNode, effects: Effects): SafeHtml {
  const own = [...effects].map(([disruption, byId]) => ({
    disruption,
    effect: effectAt(node, byId, disruption),
  }));
  const classes = own.map(({ disruption, effect }) => `${disruption}-${effect.kind}`);
  const names = fitLines(node.name, NODE_COLUMNS, 2);
  return html`<svg class="node ${classes.join(' ')}" x="${node.x}" y="${node.y}" width="${NODE.width}" height="${NODE.height}"><title>${node.name}</title>
<rect${node.standsFor !== undefined && html` class="stand-in"`} x="1" y="1" width="${NODE.width - 2}" height="${NODE.height - 2}" rx="6"/>${names.map(
    (name, index) => html`<text class="name" x="12" y="${21 + index * 17}">${name}</text>`,
  )}<text class="effect at-none" x="12" y="62">${fitLines(node.kind ?? 'counterpart', NODE_COLUMNS + 2, 1)}</text>
${own.map(({ disruption, effect }) => html`<text class="effect at-${disruption}" x="12" y="62">${fitLines(effectText(effect), NODE_COLUMNS + 4, 1)}</text>`)}</svg>
`;
}

/** A stand-in is no component: it takes over when the region of what it stands for is lost, and has no estimate else. */
function effectAt(node: DrawnNode, byId: ReadonlyMap<string, Effect>, disruption: Disruption): Effect {
  const found = byId.get(node.id);
  if (found) return found;
  return { kind: disruption === 'region' ? 'takes-over' : 'serves', without: [] };
}
