import type { Assessment } from '../../model.ts';
import { type Counterpart, counterparts } from './counterparts.ts';
import { depths } from './layers.ts';
import { type Line, link, twinLink } from './lines.ts';
import { NODE } from './measures.ts';

/** A component, or what stands for one, at its place. */
export interface DrawnNode {
  readonly id: string;
  readonly name: string;
  /** Kind of the component; absent for a stand-in that is no component of its own. */
  readonly kind?: string;
  /** The component that a stand-in stands for. */
  readonly standsFor?: string;
  readonly x: number;
  readonly y: number;
}

/** A region's frame. */
export interface DrawnRegion {
  readonly region: string;
  readonly role: 'primary' | 'recovery' | 'other';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly regions: readonly DrawnRegion[];
  readonly nodes: readonly DrawnNode[];
  readonly lines: readonly Line[];
}

type Item = Omit<DrawnNode, 'x' | 'y'>;
interface Cell {
  readonly row: number;
  readonly slot: number;
}

const COLUMNS = 4;
const step = { x: NODE.width + NODE.gapX, y: NODE.height + NODE.gapY };

/**
 * Places every component: what is global on top, the primary region below, and the recovery region beside it with each
 * counterpart in the row of what it stands for. The same assessment always gives the same drawing.
 */
export function layout(assessment: Assessment): Drawing {
  const { primary, recovery } = assessment.regions;
  const twins = counterparts(assessment);
  const depth = depths(assessment);
  const inRegion = (region: string | undefined): Item[] =>
    ordered(
      assessment.components.filter((component) => component.region === region),
      depth,
    );
  const others = [...new Set(assessment.components.map(({ region }) => region))]
    .filter((region) => region !== primary && region !== recovery)
    .sort();
  const standIns = twins.filter(({ id }) => !assessment.components.some((component) => component.id === id));
  const recoveryItems = [
    ...inRegion(recovery),
    ...standIns.map(({ id, name, of }): Item => ({ id, name, standsFor: of })),
  ];
  const columns = recoveryItems.length > 0 ? COLUMNS / 2 : COLUMNS;
  const width = 2 * frameWidth(COLUMNS / 2) + NODE.gapX;

  const regions: DrawnRegion[] = [];
  const nodes: DrawnNode[] = [];
  let y = 0;
  const add = (
    frame: Pick<DrawnRegion, 'region' | 'role' | 'x' | 'width'>,
    items: readonly Item[],
    cells: ReadonlyMap<string, Cell>,
    rows: number,
  ): number => {
    const height = NODE.title + Math.max(rows, 1) * step.y - NODE.gapY + NODE.pad;
    regions.push({ ...frame, y, height });
    for (const item of items) {
      const cell = cells.get(item.id);
      if (!cell) continue;
      nodes.push({
        ...item,
        x: frame.x + NODE.pad + cell.slot * step.x,
        y: y + NODE.title + cell.row * step.y,
      });
    }
    return height;
  };

  for (const region of others) {
    const items = inRegion(region);
    const cells = new Map(
      items.map(({ id }, index) => [id, { row: Math.floor(index / COLUMNS), slot: index % COLUMNS }]),
    );
    y += add({ region, role: 'other', x: 0, width }, items, cells, Math.ceil(items.length / COLUMNS));
    y += NODE.gapY;
  }
  const own = inRegion(primary);
  const ownCells = inRows(own, depth, columns);
  const theirCells = beside(recoveryItems, twins, ownCells, columns);
  const rows = 1 + Math.max(-1, ...[...ownCells.values(), ...theirCells.values()].map(({ row }) => row));
  const frame = recoveryItems.length > 0 ? frameWidth(columns) : width;
  const height = add({ region: primary, role: 'primary', x: 0, width: frame }, own, ownCells, rows);
  if (recovery !== undefined && recoveryItems.length > 0) {
    add(
      { region: recovery, role: 'recovery', x: frame + NODE.gapX, width: frame },
      recoveryItems,
      theirCells,
      rows,
    );
  }
  return { width, height: y + height, regions, nodes, lines: linesOf(assessment, nodes, twins) };
}

function frameWidth(columns: number): number {
  return 2 * NODE.pad + columns * step.x - NODE.gapX;
}

function ordered(components: Assessment['components'], depth: ReadonlyMap<string, number>): Item[] {
  const rank = (id: string): number => depth.get(id) ?? Number.MAX_SAFE_INTEGER;
  return components
    .map(({ id, name, kind }) => ({ id, name, kind }))
    .sort((one, other) => rank(one.id) - rank(other.id) || (one.id < other.id ? -1 : 1));
}

/** One row, or more when it is full, per depth; what is on no dependency comes last. */
function inRows(
  items: readonly Item[],
  depth: ReadonlyMap<string, number>,
  columns: number,
): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  let row = -1;
  let slot = columns;
  let level: number | undefined | 'none' = 'none';
  for (const { id } of items) {
    if (depth.get(id) !== level || slot === columns) {
      row += 1;
      slot = 0;
      level = depth.get(id);
    }
    cells.set(id, { row, slot });
    slot += 1;
  }
  return cells;
}

/** Counterparts in the cells of what they stand for; the rest below. */
function beside(
  items: readonly Item[],
  twins: readonly Counterpart[],
  own: ReadonlyMap<string, Cell>,
  columns: number,
): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const { id, of } of twins) {
    const cell = own.get(of);
    if (cell && items.some((item) => item.id === id)) cells.set(id, cell);
  }
  const first = 1 + Math.max(-1, ...[...own.values()].map(({ row }) => row));
  const rest = items.filter(({ id }) => !cells.has(id));
  const free = freeCells(cells, first, columns);
  rest.forEach(({ id }, index) => {
    const below = index - free.length;
    cells.set(id, free[index] ?? { row: first + Math.floor(below / columns), slot: below % columns });
  });
  return cells;
}

/** Cells of the last row that no counterpart takes, so that few nodes do not open a new row. */
function freeCells(cells: ReadonlyMap<string, Cell>, rows: number, columns: number): readonly Cell[] {
  const taken = new Set([...cells.values()].map(({ row, slot }) => `${row}/${slot}`));
  return rows === 0
    ? []
    : Array.from({ length: columns }, (_, slot) => ({ row: rows - 1, slot })).filter(
        ({ row, slot }) => !taken.has(`${row}/${slot}`),
      );
}

function linesOf(
  assessment: Assessment,
  nodes: readonly DrawnNode[],
  twins: readonly Counterpart[],
): readonly Line[] {
  const at = new Map(nodes.map((node) => [node.id, node]));
  const dependencies = assessment.dependencies.flatMap(({ from, to, strength }) => {
    const [source, target] = [at.get(from), at.get(to)];
    return source && target && source !== target ? [link(source, target, nodes, strength)] : [];
  });
  const standing = twins.flatMap(({ of, id, proven }) => {
    const [source, target] = [at.get(of), at.get(id)];
    return proven && source && target ? [twinLink(source, target)] : [];
  });
  return [...standing, ...dependencies];
}
