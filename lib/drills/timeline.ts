import { html, trusted } from '../assessment/report/html/escape.ts';
import type { DrillRecord } from './record.ts';
import { plot } from './timeline/frame.ts';
import { latencyPanel } from './timeline/latency.ts';
import { markLegend, markLines, marksHeight, placed } from './timeline/marks.ts';
import { failurePanel, journeysPanel, ratePanel } from './timeline/panels.ts';
import { linear, ticks } from './timeline/scale.ts';
import { timelineStyle } from './timeline/style.ts';

const width = 960;
const gap = 22;

/**
 * Draws a drill as an SVG picture: which journeys were served, rate, failures and latency of each second, with numbered lines where
 * something happened. Time counts from the injection. It follows the reader’s light or dark setting and needs no other file.
 */
export function timelineSvg(
  record: Pick<DrillRecord, 'drill' | 'journeys' | 'marks' | 'timeline' | 'verdict'>,
): string {
  const { drill, journeys, timeline, verdict } = record;
  const told = record.marks.toSorted((one, other) => one.at - other.at);
  const end = Math.max(1, ...timeline.map(({ second }) => second + 1), ...told.map(({ at }) => at));
  const zero = told.find(({ kind }) => kind === 'injected')?.at ?? 0;
  const x = linear([0, end], [plot.left, plot.right]);
  const marks = placed(told, x);

  const top = 40 + marksHeight(marks);
  const served = journeysPanel(record, x, top);
  const rate = ratePanel(timeline, x, top + served.height + gap, 90);
  const failures = failurePanel(timeline, x, top + served.height + rate.height + 2 * gap, 50);
  const latencyTop = top + served.height + rate.height + failures.height + 3 * gap;
  const latency = latencyPanel(timeline, x, latencyTop, 110);
  const bottom = latencyTop + latency.height;
  const legend = markLegend(marks, zero, plot.left, bottom + 62);
  const height = bottom + 62 + legend.height + 12;

  const away = journeys.flatMap(({ firstFailureAt, recoveredAt }) =>
    firstFailureAt === undefined ? [] : [[firstFailureAt, recoveredAt ?? end] as const],
  );
  const first = Math.min(...away.map(([from]) => from));
  const last = Math.max(...away.map(([, to]) => to));
  const band =
    away.length === 0
      ? undefined
      : html`<rect class="away" x="${x(first)}" y="${top}" width="${Math.max(1, x(last) - x(first))}" height="${bottom - top}"/>`;
  const axis = ticks(-zero, end - zero).map(
    (second) =>
      html`<text class="quiet middle" x="${x(second + zero)}" y="${bottom + 18}">${second} s</text>`,
  );
  const title = `${drill.title}: ${verdict.verdict}`;
  return `${
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">
<title id="title">${title}</title><desc id="description">${verdict.sentences[0]}</desc><style>${trusted(timelineStyle)}</style>
<rect class="ground" width="${width}" height="${height}"/>
<text class="title" x="8" y="26">${title}</text>
${band}${served.markup}${rate.markup}${failures.markup}${latency.markup}
${markLines(marks, x, { top: 40, bottom })}
${axis}<text class="quiet middle" x="${(plot.left + plot.right) / 2}" y="${bottom + 36}">seconds from the injection</text>
${legend.markup}
</svg>`.markup
  }\n`;
}
