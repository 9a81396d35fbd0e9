import type { PartState } from '../../../processes/part.ts';
import type { TopologyNode, TopologyNodes } from './nodes.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends Box {
  readonly node: TopologyNode;
}

/** An area with a title around some boxes. */
export interface Frame extends Box {
  readonly title: string;
}

export type Point = readonly [x: number, y: number];

/** A way that data goes, drawn with its arrow at the last point. */
export interface Link {
  readonly points: readonly Point[];
  /** `open`: something goes there at the moment; `doubtful`: one of its ends does not answer as it should; `closed`: nothing can. */
  readonly state: LinkState;
}

export type LinkState = 'open' | 'doubtful' | 'closed';

/** A drawing with a place for everything. */
export interface Places {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly frames: readonly Frame[];
  readonly links: readonly Link[];
}

/** Draws nodes into places: one way for wide windows, one for narrow ones. */
export type Arrange = (nodes: TopologyNodes) => Places;

export const nodeHeight = 74;

/** The height that a frame's title takes above its boxes. */
export const titleHeight = 28;

/** Room between a frame and its boxes. */
export const framePadding = 12;

/** One box below the other. */
export function column(
  nodes: readonly TopologyNode[],
  place: { readonly x: number; readonly y: number; readonly width: number; readonly gap: number },
): readonly PlacedNode[] {
  const { x, y, width, gap } = place;
  return nodes.map((node, index) => ({
    ...{ node, x, width, height: nodeHeight },
    y: y + index * (nodeHeight + gap),
  }));
}

/** The frame around boxes, with room for its title. */
export function frameAround(title: string, boxes: readonly Box[], below = framePadding): Frame {
  const left = Math.min(...boxes.map(({ x }) => x)) - framePadding;
  const top = Math.min(...boxes.map(({ y }) => y)) - titleHeight;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + framePadding;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + below;
  return { title, x: left, y: top, width: right - left, height: bottom - top };
}

export const right = ({ x, width }: Box) => x + width;
export const bottom = ({ y, height }: Box) => y + height;
export const middle = ({ y, height }: Box) => y + height / 2;
export const centre = ({ x, width }: Box) => x + width / 2;

export function isPrimary({ node }: PlacedNode): boolean {
  return node.role === 'primary';
}

const linkStates: Readonly<Record<PartState, LinkState>> = {
  running: 'open',
  starting: 'closed',
  unhealthy: 'doubtful',
  stopped: 'closed',
  failed: 'closed',
};

/** The state of a link between boxes that it needs. */
export function between(...ends: readonly PlacedNode[]): LinkState {
  return worst(ends.map(({ node }) => linkStates[node.state]));
}

/** The state of a link from any of some boxes to another one. */
export function fromAny(some: readonly PlacedNode[], to: PlacedNode): LinkState {
  const states = some.map((box) => between(box));
  const best = states.includes('open') ? 'open' : states.includes('doubtful') ? 'doubtful' : 'closed';
  return worst([best, between(to)]);
}

function worst(states: readonly LinkState[]): LinkState {
  if (states.includes('closed')) return 'closed';
  return states.includes('doubtful') ? 'doubtful' : 'open';
}
