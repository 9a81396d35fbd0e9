import type { Dependency } from '../../model.ts';
import { NODE } from './measures.ts';

/** A line of the drawing as an SVG path. */
export interface Line {
  readonly from: string;
  readonly to: string;
  /** A dependency's strength, or `twin` from a component to its counterpart. */
  readonly kind: Dependency['strength'] | 'twin';
  readonly path: string;
  /** The arrow's head, where the line has one. */
  readonly head?: string;
}

/** Length of an arrow's head. */
const HEAD = 7;

interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/**
 * The line of a dependency. It runs straight or in one bend where nothing stands between, else along the gutters, so
 * that no line passes behind a node it does not concern.
 */
export function link(
  source: Place,
  target: Place,
  nodes: readonly Place[],
  kind: Dependency['strength'],
): Line {
  const line = (path: string, head: string): Line => ({ from: source.id, to: target.id, kind, path, head });
  const next = NODE.width + NODE.gapX;
  if (source.y === target.y && target.x === source.x + next) {
    const middle = source.y + NODE.height / 2;
    const tip = target.x - 1;
    return line(
      `M${source.x + NODE.width} ${middle}H${tip - HEAD}`,
      `M${tip} ${middle}L${tip - HEAD} ${middle - 4}V${middle + 4}Z`,
    );
  }
  const [x1, y1] = [source.x + NODE.width / 2, source.y + NODE.height];
  const [x2, y2] = [target.x + NODE.width / 2, target.y - 1 - HEAD];
  const head = `M${x2} ${y2 + HEAD}L${x2 - 4} ${y2}H${x2 + 4}Z`;
  if (y2 > y1 && !nodes.some((node) => node.y > source.y && node.y < target.y)) {
    const middle = (y1 + y2) / 2;
    const bend = `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
    return line(x1 === x2 ? `M${x1} ${y1}V${y2}` : bend, head);
  }
  const gutter = target.x - NODE.gapX / 2;
  const [leave, arrive] = [y1 + NODE.gapY / 3, y2 - NODE.gapY / 3];
  return line(`M${x1} ${y1}V${round(leave)}H${gutter}V${round(arrive)}H${x2}V${y2}`, head);
}

/** From a component to its counterpart, in the gap below their row. */
export function twinLink(source: Place, target: Place): Line {
  const lane =
    Math.max(source.y, target.y) + NODE.height + 9 + ((source.x / (NODE.width + NODE.gapX)) % 2 > 1 ? 6 : 0);
  const [x1, x2] = [source.x + NODE.width - 24, target.x + 24];
  const bottom = (place: Place): number => place.y + NODE.height;
  return {
    from: source.id,
    to: target.id,
    kind: 'twin',
    path: `M${x1} ${bottom(source)}V${lane}H${x2}V${bottom(target)}`,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
