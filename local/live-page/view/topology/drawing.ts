import { html, type SafeHtml } from '../../../../lib/assessment/report/html/escape.ts';
import type { PartState } from '../../../processes/part.ts';
import type { TopologyNodes } from './nodes.ts';
import type { Arrange, Frame, Link, LinkState, PlacedNode, Point } from './places.ts';

/** What is open is drawn over what is not. */
const order: readonly LinkState[] = ['closed', 'doubtful', 'open'];

/** The platform as a picture: what leads where, and how each part is, in colour, sign and word. */
export function topologyDrawing(nodes: TopologyNodes, arrange: Arrange): SafeHtml {
  const { width, height, nodes: placed, frames, links } = arrange(nodes);
  const away = placed.filter(({ node }) => node.state !== 'running').map(({ node }) => node.name);
  const label = `${placed.length} boxes from users to stores. ${away.length === 0 ? 'All are well' : `Not well: ${away.join(', ')}`}; the table of parts below says the same in words.`;
  return html`<svg class="drawing" viewBox="-1 -1 ${width + 2} ${height + 2}" role="img" aria-label="${label}">
${frames.map(frameOf)}${links.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state)).map(linkOf)}${placed.map(nodeOf)}</svg>`;
}

function frameOf({ title, x, y, width, height }: Frame): SafeHtml {
  return html`<rect class="frame" x="${x}" y="${y}" width="${width}" height="${height}" rx="14"/><text class="frame-title" x="${x + 12}" y="${y + 19}">${title}</text>
`;
}

function linkOf({ points, state }: Link): SafeHtml {
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return html`<g class="link ${state}"><path d="${path}"/>${state !== 'closed' && html`<path class="tip" d="${tip(points)}"/>`}</g>
`;
}

/** A triangle at the end of a line, in its direction. */
function tip(points: readonly Point[]): string {
  const [[fromX, fromY], [x, y]] = [points.at(-2) ?? [0, 0], points.at(-1) ?? [0, 0]];
  const [alongX, alongY] = [Math.sign(x - fromX), Math.sign(y - fromY)];
  const [backX, backY] = [x - alongX * 8, y - alongY * 8];
  return `M${x} ${y}L${backX - alongY * 4.5} ${backY - alongX * 4.5}L${backX + alongY * 4.5} ${backY + alongX * 4.5}Z`;
}

/** Signs that tell states apart without colour: a tick, dots, an exclamation mark, a square, a cross. */
const signs: Readonly<Record<PartState, string>> = {
  running: 'M-4 0.5L-1.2 3.3L4.2 -3',
  starting: 'M-4 0h0M0 0h0M4 0h0',
  unhealthy: 'M0 -4.2V0.8M0 4.2h0',
  stopped: 'M-3 -3H3V3H-3Z',
  failed: 'M-3.2 -3.2L3.2 3.2M3.2 -3.2L-3.2 3.2',
};

function nodeOf({ node, x, y, width, height }: PlacedNode): SafeHtml {
  const columns = Math.floor((width - 22) / 6.4);
  return html`<g class="node ${node.state}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10"/>
<g class="sign" transform="translate(${x + width - 18} ${y + 19})"><circle r="9.5"/><path d="${signs[node.state]}"/></g>
<text class="name" x="${x + 12}" y="${y + 25}">${shortened(node.name, columns - 5)}</text>
<text class="role" x="${x + 12}" y="${y + 44}">${shortened(node.name === 'Users' ? node.role : `${node.role} · ${node.state}`, columns)}</text>
<text class="fact" x="${x + 12}" y="${y + 61}">${shortened(node.fact, columns)}</text></g>
`;
}

/** As much of a text as a line has room for. */
function shortened(text: string, columns: number): string {
  return text.length <= columns ? text : `${text.slice(0, columns - 1).trimEnd()}…`;
}
