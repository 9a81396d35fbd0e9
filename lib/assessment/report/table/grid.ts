import { printable } from '../printable.ts';
import { displayWidth, pad } from './text.ts';

/** A cell is laid out as plain text first and painted after, so that escape codes never count as columns. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

const GAP = '  ';

/** The widest text of each column, in columns of the terminal. */
export function columnWidths(rows: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(printable(cell.text)));
    });
  }
  return widths;
}

/** Width of a grid with these columns. */
export function gridWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP.length * Math.max(0, widths.length - 1);
}

/** One line of the grid. The last cell is not padded: trailing blanks would wrap in a narrow terminal. */
export function gridLine(row: readonly Cell[], widths: readonly number[]): string {
  return row
    .map((cell, index) => {
      const text = printable(cell.text);
      const painted = cell.paint ? cell.paint(text) : text;
      const padding = index === row.length - 1 ? '' : pad('', (widths[index] ?? 0) - displayWidth(text));
      return painted + padding;
    })
    .join(GAP);
}
