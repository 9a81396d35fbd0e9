import { html, trusted } from '../../lib/assessment/report/html/escape.ts';
import { plot } from '../../lib/drills/timeline/frame.ts';
import { latencyPanel } from '../../lib/drills/timeline/latency.ts';
import { markLines, marksHeight, placed } from '../../lib/drills/timeline/marks.ts';
import { failurePanel, ratePanel } from '../../lib/drills/timeline/panels.ts';
import { linear, ticks } from '../../lib/drills/timeline/scale.ts';
import { timelineStyle } from '../../lib/drills/timeline/style.ts';
import type { ChaosRecord } from './record.ts';

const width = 960;
const gap = 22;

/** An hour has a hundred steps, and their lines must not hide what they explain. */
const faint = '.mark{stroke-width:1;opacity:.3}';

/** Draws a run as an SVG picture: rate, failures and latency of each second, with a numbered line where each step began. */
export function timelineSvg({
  seed,
  steps,
  timeline,
  verdict,
}: Pick<ChaosRecord, 'seed' | 'steps' | 'timeline' | 'verdict'>): string {
  const end = Math.max(1, ...timeline.map(({ second }) => second + 1));
  const x = linear([0, end / 60], [plot.left, plot.right]);
  const bySecond = (second: number) => x(second / 60);
  const marks = placed(
    steps.map(({ faults }) => ({
      ...{ at: faults[0]?.at ?? 0, kind: 'injected' as const },
      label: faults.map(({ name }) => name).join(', '),
    })),
    bySecond,
  );
  const top = 40 + marksHeight(marks);
  const rate = ratePanel(timeline, bySecond, top, 90);
  const failures = failurePanel(timeline, bySecond, top + rate.height + gap, 60);
  const latency = latencyPanel(timeline, bySecond, top + rate.height + failures.height + 2 * gap, 110);
  const bottom = top + rate.height + failures.height + latency.height + 2 * gap;
  const height = bottom + 48;
  const axis = ticks(0, end / 60).map(
    (minute) => html`<text class="quiet middle" x="${x(minute)}" y="${bottom + 18}">${minute}</text>`,
  );
  const title = `Chaos from seed ${seed}: ${verdict}`;
  return `${
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">
<title id="title">${title}</title><desc id="description">Rate, failures and latency of each second, with ${steps.length} steps.</desc><style>${trusted(timelineStyle + faint)}</style>
<rect class="ground" width="${width}" height="${height}"/>
<text class="title" x="8" y="26">${title}</text>
${markLines(marks, bySecond, { top: 40, bottom })}
${rate.markup}${failures.markup}${latency.markup}
${axis}<text class="quiet middle" x="${(plot.left + plot.right) / 2}" y="${bottom + 36}">minutes of load; each number is a step</text>
</svg>`.markup
  }\n`;
}
