import { html } from '../../assessment/report/html/escape.ts';
import type { DrillRecord, TimelineSecond } from '../record.ts';
import { frame, type Panel, plot } from './frame.ts';
import { linear, roundUp, type Scale } from './scale.ts';

/** Which journeys were served when. */
export function journeysPanel(
  { journeys, timeline }: Pick<DrillRecord, 'journeys' | 'timeline'>,
  x: Scale,
  top: number,
): Panel {
  const row = 18;
  const rows = journeys.map(({ journey, firstFailureAt, recoveredAt }, index) => {
    const middle = top + index * row + row / 2;
    const out =
      firstFailureAt === undefined
        ? undefined
        : html`<rect class="out" x="${x(firstFailureAt)}" y="${middle - 5}" width="${Math.max(2, x(recoveredAt ?? timeline.length) - x(firstFailureAt))}" height="10"/>`;
    return html`<text class="end" x="${plot.left - 8}" y="${middle + 4}">${journey}</text><line class="served" x1="${plot.left}" x2="${plot.right}" y1="${middle}" y2="${middle}"/>${out}`;
  });
  return { height: journeys.length * row, markup: html`${rows}` };
}

/** Answers and failures of each second. */
export function ratePanel(timeline: readonly TimelineSecond[], x: Scale, top: number, height: number): Panel {
  const most = roundUp(Math.max(1, ...timeline.map(({ requests }) => requests)));
  const y = linear([0, most], [top + height, top]);
  const points = timeline.map(({ second, requests, failed }) => `${x(second + 0.5)},${y(requests - failed)}`);
  return {
    height,
    markup: html`${frame('Answered', 'per second', top, height, [
      ['0', y(0)],
      [String(most), y(most)],
    ])}<polyline class="answered" points="${points.join(' ')}"/>`,
  };
}

/** Failed requests of each second, on a scale of their own so that a single one is seen. */
export function failurePanel(
  timeline: readonly TimelineSecond[],
  x: Scale,
  top: number,
  height: number,
): Panel {
  const most = roundUp(Math.max(1, ...timeline.map(({ failed }) => failed)));
  const y = linear([0, most], [top + height, top]);
  const bars = timeline
    .filter(({ failed }) => failed > 0)
    .map(
      ({ second, failed }) =>
        html`<rect class="failed" x="${x(second)}" y="${y(failed)}" width="${Math.max(1.5, x(second + 1) - x(second))}" height="${top + height - y(failed)}"/>`,
    );
  return {
    height,
    markup: html`${frame('Failed', 'per second', top, height, [
      ['0', y(0)],
      [String(most), y(most)],
    ])}${bars}`,
  };
}
