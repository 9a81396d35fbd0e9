import { html, type SafeHtml } from '../../assessment/report/html/escape.ts';
import type { TimelineMark } from '../record.ts';
import type { Scale } from './scale.ts';

/** Between the middles of two numbers that do not touch. */
const apart = 20;

/** A mark with its number’s row above the panels, from the top. */
export interface PlacedMark extends TimelineMark {
  readonly row: number;
}

/** Puts numbers of marks that are close to each other into different rows. */
export function placed(marks: readonly TimelineMark[], x: Scale): PlacedMark[] {
  const ends: number[] = [];
  return marks.map((mark) => {
    const place = x(mark.at);
    const free = ends.findIndex((end) => end + apart <= place);
    const row = free === -1 ? ends.length : free;
    ends[row] = place;
    return { ...mark, row };
  });
}

/** Height of the numbers above the panels. */
export function marksHeight(marks: readonly PlacedMark[]): number {
  return (Math.max(0, ...marks.map(({ row }) => row)) + 1) * apart + 10;
}

/** One numbered line for each mark, across all panels. */
export function markLines(
  marks: readonly PlacedMark[],
  x: Scale,
  { top, bottom }: { readonly top: number; readonly bottom: number },
): SafeHtml {
  const drawn = marks.map(({ at, kind, row }, index) => {
    const place = x(at);
    const y = top + row * apart + apart / 2;
    return html`<g class="${kind}"><line class="mark" x1="${place}" x2="${place}" y1="${y}" y2="${bottom}"/><circle class="dot" cx="${place}" cy="${y}" r="9"/><text class="number" x="${place}" y="${y + 4}">${index + 1}</text></g>`;
  });
  return html`${drawn}`;
}

/** Characters of a label that fit on a line. */
const fits = 120;

/** What the numbers mean, one line each. */
export function markLegend(
  marks: readonly TimelineMark[],
  zero: number,
  left: number,
  top: number,
): { readonly height: number; readonly markup: SafeHtml } {
  const line = 20;
  const lines = marks.map(({ at, kind, label }, index) => {
    const y = top + index * line + line / 2;
    const text = label.length > fits ? `${label.slice(0, fits - 1)}…` : label;
    return html`<g class="${kind}"><circle class="dot" cx="${left + 9}" cy="${y}" r="9"/><text class="number" x="${left + 9}" y="${y + 4}">${index + 1}</text></g><text x="${left + 26}" y="${y + 4}">${(at - zero).toFixed(1)} s  ${kind}: ${text}</text>`;
  });
  return { height: marks.length * line, markup: html`${lines}` };
}
