import type { PlatformEvent } from '../../processes/events.ts';
import type { PartState, PartStatus } from '../../processes/part.ts';
import { sum } from '../error-budget.ts';
import { type Groups, groupsOf, primaryOf } from './groups.ts';
import type { LiveView } from './live-view.ts';
import { count } from './numbers.ts';

/** How the platform is doing, in words. */
export interface Headline {
  readonly tone: 'good' | 'notice' | 'bad';
  readonly title: string;
  readonly detail: string;
}

/** Seconds without a failed request after which users count as served again. */
const calmSeconds = 10;

/** Says what users feel first, and what of the platform is away second. */
export function headline({ look, traffic }: LiveView): Headline {
  const parts = look?.status.parts ?? [];
  const groups = groupsOf(parts);
  const away = parts.filter(({ state }) => state !== 'running');
  if (hasStopped(groups, look?.status.events ?? [])) {
    return { tone: 'notice', title: 'The platform has stopped', detail: 'Its data stays.' };
  }
  if (isStarting(groups)) {
    const detail =
      away.length === 0
        ? 'The app comes last.'
        : `Not yet there: ${away.map(({ name }) => name).join(', ')}.`;
    return { tone: 'notice', title: 'The platform is starting', detail };
  }
  const detail = away.map(told).join(' ');
  const { requests, errors } = sum(traffic.seconds.slice(-calmSeconds));
  if (errors > 0) {
    const failed = `${count(errors)} of ${count(requests)} requests failed within the last ${calmSeconds} seconds.`;
    return { tone: 'bad', title: 'Users get errors', detail: `${failed} ${detail}`.trim() };
  }
  const missing = missingService(groups);
  if (missing !== undefined) {
    return { tone: 'bad', title: missing, detail };
  }
  return away.length === 0
    ? { tone: 'good', title: 'Everything serves', detail: `All ${parts.length} parts run.` }
    : { tone: 'notice', title: 'Users are served, with less in reserve', detail };
}

/** What has yet to start is stopped as well, but nobody has stopped it. */
function hasStopped({ balancer, app }: Groups, events: readonly PlatformEvent[]): boolean {
  const stopped = [balancer, ...app].every((part) => part?.state === 'stopped');
  return stopped && events.some(({ part, kind }) => part === balancer?.name && kind === 'stopped');
}

function isStarting({ app }: Groups): boolean {
  return app.every(({ state, restarts }) => state === 'starting' && restarts === 0);
}

function missingService({ balancer, app, postgres }: Groups): string | undefined {
  if (balancer?.state !== 'running') return 'Users cannot reach the platform';
  if (!app.some(({ state }) => state === 'running')) return 'No replica of the app serves';
  return primaryOf(postgres)?.state === 'running' ? undefined : 'PostgreSQL has no primary that serves';
}

const words: Readonly<Record<PartState, string>> = {
  running: 'runs',
  starting: 'is starting',
  unhealthy: 'is unhealthy',
  stopped: 'is stopped',
  failed: 'has failed',
};

function told({ name, state, detail }: PartStatus): string {
  return `${name} ${words[state]}${detail ? ` (${detail})` : ''}.`;
}
