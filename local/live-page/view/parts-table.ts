import { html, type SafeHtml } from '../../../lib/assessment/report/html/escape.ts';
import { formatAge } from '../../../lib/duration.ts';
import type { PartState, PartStatus } from '../../processes/part.ts';
import { secondsBetween } from './numbers.ts';

export const stateTones: Readonly<Record<PartState, 'good' | 'notice' | 'bad' | 'neutral'>> = {
  running: 'good',
  starting: 'notice',
  unhealthy: 'notice',
  stopped: 'neutral',
  failed: 'bad',
};

/** Every part with its process, as `holdfast status` shows it. */
export function partsTable(parts: readonly PartStatus[], now: Date): SafeHtml {
  const heads = ['Part', 'Role', 'State', 'For', 'Process', 'Port', 'Restarts', 'Detail'];
  return html`<table class="parts"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${parts.map((part) => row(part, now))}</tbody></table>`;
}

function row({ name, role, state, since, pid, port, restarts, detail }: PartStatus, now: Date): SafeHtml {
  return html`<tr><th scope="row">${name}</th><td data-label="Role">${role}</td>
<td data-label="State"><span class="badge ${stateTones[state]}">${state}</span></td>
<td data-label="For">${formatAge(secondsBetween(since, now))}</td>
<td data-label="Process">${pid ?? '–'}</td><td data-label="Port">${port ?? '–'}</td>
<td data-label="Restarts">${restarts}</td><td data-label="Detail">${detail ?? '–'}</td></tr>
`;
}
