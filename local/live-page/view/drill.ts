import { html, type SafeHtml } from '../../../lib/assessment/report/html/escape.ts';
import type { DrillMark, DrillOutcome, DrillSecond } from '../drill-progress.ts';
import type { DrillView } from '../shown-drill.ts';
import { count, milliseconds } from './numbers.ts';
import { panel } from './panel.ts';

/** Seconds that a timeline has room for before it is made denser. */
const room = 300;

/** Seconds that are shown at least, those to come included. */
const shortest = 60;

const verdicts = { held: 'held', breached: 'breached', unproven: 'unproven' } as const;
const tones = { held: 'good', breached: 'bad', unproven: 'notice' } as const;
const kinds = { injection: 'Injected', detection: 'Detected', recovery: 'Recovered' } as const;

/** The drill that runs, or ran last: what happens, what was predicted, and the timeline of its load. */
export function drill({ outline, step, seconds: all, marks, outcome }: DrillView): SafeHtml {
  const { title, expected, predictedRecoverySeconds: predicted } = outline;
  const start = all[0]?.at ?? marks[0]?.at ?? 0;
  const prediction =
    predicted === undefined
      ? 'The recovery model predicts no time for it.'
      : `The recovery model predicts at most ${seconds(predicted)} until the service level holds again.`;
  return html`<div class="head"><h2>Drill: ${title}</h2>${badge(outcome)}</div>
<p class="lead">${expected} ${prediction}</p>
<p class="step">${outcome === undefined ? `Now: ${step}.` : outcome.sentence}</p>
${marks.length > 0 && html`<ol class="marks">${marks.map((mark) => markLine(mark, start))}</ol>`}
${all.length > 0 && timeline(all, marks)}`;
}

function badge(outcome: DrillOutcome | undefined): SafeHtml {
  return outcome === undefined
    ? html`<span class="badge neutral">running</span>`
    : html`<span class="badge ${tones[outcome.verdict]}">${verdicts[outcome.verdict]}</span>`;
}

/** With tenths: drills are compared by them. */
function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

function markLine({ at, kind, label }: DrillMark, start: number): SafeHtml {
  return html`<li class="${kind}"><strong>${kinds[kind]}</strong> after ${seconds((at - start) / 1_000)}: ${label}</li>`;
}

function timeline(all: readonly DrillSecond[], marks: readonly DrillMark[]): SafeHtml {
  const each = Math.ceil(all.length / room);
  const folded = fold(all, each);
  const start = all[0]?.at ?? 0;
  const width = Math.max(shortest, folded.length);
  const shared = {
    room: width,
    align: 'left' as const,
    ends: ['0 s', `${count(width * each)} s`] as const,
    marks: marks.map(({ at, kind, label }) => ({
      at: Math.min(Math.max(0, (at - start) / 1_000 / each), folded.length - 1),
      kind,
      label,
    })),
  };
  return html`<div class="panels">
${panel({
  ...shared,
  title: 'Requests per second',
  series: [{ name: 'ended', look: 'steady', values: folded.map(({ requests }) => requests) }],
  format: count,
})}
${panel({
  ...shared,
  title: 'Failed requests per second',
  series: [{ name: 'failed', look: 'failed', values: folded.map(({ errors }) => errors) }],
  format: count,
})}
${panel({
  ...shared,
  title: 'Latency',
  series: [
    { name: '95th percentile', look: 'slow', values: folded.map(({ p95Milliseconds }) => p95Milliseconds) },
  ],
  format: milliseconds,
})}
</div>`;
}

/** Makes one of every few seconds: the mean of requests and errors, and the highest latency, so that no fault is smoothed away. */
function fold(seconds: readonly DrillSecond[], each: number): readonly DrillSecond[] {
  return Array.from({ length: Math.ceil(seconds.length / each) }, (_, index) => {
    const some = seconds.slice(index * each, (index + 1) * each);
    const mean = (pick: (second: DrillSecond) => number) =>
      some.reduce((total, second) => total + pick(second), 0) / some.length;
    const latencies = some.flatMap(({ p95Milliseconds }) => p95Milliseconds ?? []);
    return {
      at: some[0]?.at ?? 0,
      requests: mean(({ requests }) => requests),
      errors: mean(({ errors }) => errors),
      ...(latencies.length === 0 ? {} : { p95Milliseconds: Math.max(...latencies) }),
    };
  });
}
