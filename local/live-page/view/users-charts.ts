import { html, type SafeHtml } from '../../../lib/assessment/report/html/escape.ts';
import { keptSeconds, type TrafficView } from '../traffic.ts';
import { count, milliseconds } from './numbers.ts';
import { panel } from './panel.ts';

/** Rate, errors and latency of the users' requests in the last five minutes. */
export function usersCharts({ seconds }: TrafficView): SafeHtml {
  const unknown = seconds.flatMap((second, index) => (second.unknown ? [index] : []));
  const shared = { room: keptSeconds, ends: ['5 minutes ago', 'now'] as const, unknown };
  const known = (pick: (second: (typeof seconds)[number]) => number | undefined) =>
    seconds.map((second) => (second.unknown ? undefined : pick(second)));
  return html`<div class="panels">
${panel({
  ...shared,
  title: 'Requests per second',
  series: [{ name: 'answered', look: 'steady', values: known(({ requests }) => requests) }],
  format: count,
})}
${panel({
  ...shared,
  title: 'Failed requests per second',
  series: [{ name: 'answered with a server error', look: 'failed', values: known(({ errors }) => errors) }],
  format: count,
})}
${panel({
  ...shared,
  title: 'Latency',
  series: [
    { name: '95th percentile', look: 'slow', values: known(({ latency }) => latency?.p95) },
    { name: 'median', look: 'faint', values: known(({ latency }) => latency?.median) },
  ],
  format: milliseconds,
})}
</div>`;
}
