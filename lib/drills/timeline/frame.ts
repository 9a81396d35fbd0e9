import { html, type SafeHtml } from '../../assessment/report/html/escape.ts';

/** Where the panels begin and end, from left to right. */
export const plot = { left: 110, right: 944 } as const;

/** A part of the drawing with its height. */
export interface Panel {
  readonly height: number;
  readonly markup: SafeHtml;
}

/** The name of a panel with its unit, and a line across for each step: its text and its place. */
export function frame(
  name: string,
  unit: string,
  top: number,
  height: number,
  steps: readonly (readonly [string, number])[],
): SafeHtml {
  const middle = top + height / 2;
  const lines = steps.map(
    ([text, at]) =>
      html`<line class="line" x1="${plot.left}" x2="${plot.right}" y1="${at}" y2="${at}"/><text class="quiet end" x="${plot.left - 8}" y="${at + 4}">${text}</text>`,
  );
  return html`<text x="8" y="${middle}">${name}</text><text class="quiet" x="8" y="${middle + 15}">${unit}</text>${lines}`;
}
