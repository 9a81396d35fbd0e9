import { html, type SafeHtml } from '../../../lib/assessment/report/html/escape.ts';
import type { PlatformEvent } from '../../processes/events.ts';
import { clock } from './numbers.ts';

/** What happened last, the newest first. */
export function eventsList(events: readonly PlatformEvent[]): SafeHtml {
  if (events.length === 0) {
    return html`<p class="note">Nothing has happened yet.</p>`;
  }
  return html`<ol class="events">${events.toReversed().map(
    ({ at, part, kind, detail }) =>
      html`<li><time datetime="${at}">${clock(at)}</time><span class="what"><strong>${part}</strong> ${kind}</span><span class="note">${detail}</span></li>
`,
  )}</ol>`;
}
