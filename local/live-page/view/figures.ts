import { html, type SafeHtml } from '../../../lib/assessment/report/html/escape.ts';
import { burnRate, errorBudget, objective, sum } from '../error-budget.ts';
import { latencySeconds, type TrafficView } from '../traffic.ts';
import { count, milliseconds, percent } from './numbers.ts';

/** What users got: service level, error budget, rate and latency. */
export function figures({ seconds, sinceStart, latency }: TrafficView): SafeHtml {
  const { requests, errors, unknownSeconds } = sinceStart;
  const { level, allowed, left } = errorBudget(sinceStart);
  const recent = seconds.slice(-latencySeconds);
  const rate = sum(recent).requests / Math.max(1, recent.length);
  const burning = burnRate(sum(seconds)) ?? 0;
  const unknown =
    unknownSeconds === 0 ? '' : ` Not counted: ${count(unknownSeconds)} s without the load balancer.`;
  return html`<div class="figures">
${figure(
  'Service level',
  level === undefined ? '–' : percent(level),
  `${count(errors)} of ${count(requests)} requests have failed since the start; at most 1 in ${count(1 / (1 - objective))} may.${unknown}`,
)}
${figure(
  'Error budget left',
  requests === 0 ? '–' : left < 0 ? 'none' : percent(left),
  `${count(errors)} of ${count(allowed)} failures used; ${burn(burning)}.`,
  bar(Math.max(0, left)),
)}
${figure('Requests', `${count(rate)} /s`, `Of users, over the last ${latencySeconds} seconds.`)}
${figure(
  'Latency, 95th percentile',
  latency === undefined ? '–' : milliseconds(latency.p95),
  latency === undefined
    ? `No request ended within the last ${latencySeconds} seconds.`
    : `Median ${milliseconds(latency.median)}, slowest ${milliseconds(latency.slowest)}, over the last ${latencySeconds} seconds.`,
)}
</div>`;
}

function figure(label: string, value: string, note: string, picture?: SafeHtml): SafeHtml {
  return html`<div class="card"><h3 class="label">${label}</h3><p class="value">${value}</p>${picture}<p class="note">${note}</p></div>`;
}

function burn(rate: number): string {
  return rate === 0
    ? 'nothing failed in the last 5 minutes'
    : `in the last 5 minutes ${count(rate)} times the pace that the objective allows`;
}

function bar(share: number): SafeHtml {
  const tone = share > 0.5 ? 'good' : share > 0 ? 'notice' : 'bad';
  return html`<svg class="bar ${tone}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="6" rx="3"/><rect class="fill" width="${Math.round(share * 1_000) / 10}" height="6" rx="3"/></svg>`;
}
