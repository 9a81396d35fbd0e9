import { html } from '../../assessment/report/html/escape.ts';
import type { TimelineSecond } from '../record.ts';
import { frame, type Panel } from './frame.ts';
import { logarithmic, type Scale } from './scale.ts';

type Stretch = readonly { readonly second: number; readonly value: number }[];

/** The latency that half and 95 of 100 answers stay below. */
export function latencyPanel(
  timeline: readonly TimelineSecond[],
  x: Scale,
  top: number,
  height: number,
): Panel {
  const most = Math.max(100, ...timeline.map(({ p95 = 0 }) => p95));
  const power = Math.ceil(Math.log10(most));
  const y = logarithmic([1, 10 ** power], [top + height, top]);
  const lines = (key: 'p50' | 'p95') =>
    stretches(timeline, key).map(
      (stretch) =>
        html`<polyline class="${key === 'p50' ? 'answered' : 'slow'}" points="${points(stretch, x, y)}"/>`,
    );
  const steps = Array.from({ length: power + 1 }, (_, step) => 10 ** step);
  const below = top + height / 2 + 15;
  const names = [
    html`<text class="answered-name" x="8" y="${below + 16}">median</text>`,
    html`<text class="slow-name" x="8" y="${below + 32}">95 of 100</text>`,
  ];
  return {
    height,
    markup: html`${frame(
      'Latency',
      'ms',
      top,
      height,
      steps.map((step) => [step.toLocaleString('en-GB'), y(step)] as const),
    )}${lines('p95')}${lines('p50')}${names}`,
  };
}

/** A single second is drawn as a line to itself, which its round ends make a dot. */
function points(stretch: Stretch, x: Scale, y: Scale): string {
  const places = stretch.map(({ second, value }) => `${x(second + 0.5)},${y(value)}`);
  return [...places, ...(places.length === 1 ? places : [])].join(' ');
}

/** What is drawn in one go: seconds without an answer leave a gap. */
function stretches(timeline: readonly TimelineSecond[], key: 'p50' | 'p95'): Stretch[] {
  const found: { second: number; value: number }[][] = [];
  let open: { second: number; value: number }[] | undefined;
  for (const one of timeline) {
    const value = one[key];
    if (value === undefined) {
      open = undefined;
      continue;
    }
    if (open === undefined) {
      open = [];
      found.push(open);
    }
    open.push({ second: one.second, value });
  }
  return found;
}
