import type { DrillMark, DrillSecond } from '../../../local/live-page/drill-progress.ts';
import type { DrillView } from '../../../local/live-page/shown-drill.ts';
import { keptSeconds, type TrafficSecond, type TrafficView } from '../../../local/live-page/traffic.ts';
import type { LiveView } from '../../../local/live-page/view/live-view.ts';
import type { PartStatus } from '../../../local/processes/part.ts';

/** The moment that the made-up views show. */
export const now = new Date('2026-11-23T12:00:00.000Z');

const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

function part(name: string, role: string, port: number, changes: Partial<PartStatus> = {}): PartStatus {
  const since = ago(3_700).toISOString();
  return { name, role, state: 'running', pid: port + 10_000, port, since, restarts: 0, ...changes };
}

/** Every part of a platform that is well; parts of the same name are replaced. */
export function parts(...changed: readonly PartStatus[]): readonly PartStatus[] {
  const all = [
    part('balancer', 'load balancer', 8080),
    part('app-1', 'replica', 4001, { detail: 'release 3f9c2ab1' }),
    part('app-2', 'replica', 4002, { detail: 'release 3f9c2ab1' }),
    part('postgres-a', 'primary', 4003, { detail: 'commits wait for the standby' }),
    part('postgres-b', 'standby', 4004, { detail: 'has every acknowledged commit' }),
    part('redis-a', 'primary', 4005),
    part('redis-b', 'replica', 4006),
    part('azure-openai', 'stand-in', 4007),
    part('dynamics', 'stand-in', 4008),
  ];
  return all.map((one) => changed.find(({ name }) => name === one.name) ?? one);
}

/** Five minutes of traffic, with a number of failed requests in each of its last seconds. */
export function traffic(failedAtTheEnd: readonly number[] = []): TrafficView {
  const seconds = Array.from({ length: keptSeconds }, (_, index): TrafficSecond => {
    const left = keptSeconds - index;
    const errors = failedAtTheEnd[failedAtTheEnd.length - left] ?? 0;
    const wave = 40 + 8 * Math.sin(index / 17) + 4 * Math.sin(index / 3.1);
    const latency = { median: 6 + wave / 20, p95: errors > 0 ? 2_000 : 30 + wave / 4, slowest: 180 };
    const requests = Math.max(errors, Math.round(errors > 0 ? wave / 3 : wave));
    return { at: ago(left).getTime(), requests, errors, latency, unknown: false };
  });
  const errors = seconds.reduce((total, second) => total + second.errors, 0);
  return {
    seconds,
    sinceStart: { requests: 148_000, errors: 31 + errors, unknownSeconds: 0 },
    latency: seconds.at(-1)?.latency,
    replicas: new Map([
      [4001, 21],
      [4002, 20],
    ]),
  };
}

/** Everything is well. */
export function calm(changes: Partial<LiveView> = {}): LiveView {
  return {
    now,
    look: {
      status: {
        address: 'http://localhost:8080',
        livePage: 'http://localhost:8081',
        release: '3f9c2ab1',
        startedAt: ago(3_720).toISOString(),
        pid: 11_942,
        parts: parts(),
        events: [
          { at: ago(3_690).toISOString(), part: 'app-1', kind: 'healthy', detail: '' },
          {
            at: ago(3_600).toISOString(),
            part: 'postgres-a',
            kind: 'backup',
            detail: 'full, to both regions',
          },
        ],
      },
      database: { synchronous: true, archivedAt: ago(24), archiveFailingSince: undefined },
    },
    traffic: traffic(),
    drill: undefined,
    ...changes,
  };
}

/** The primary of PostgreSQL hangs in the middle of a drill, and a replica is being started again. */
export function inTheMiddleOfAFault(): LiveView {
  const base = calm({
    traffic: traffic([12, 14, 13, 13, 14]),
    drill: hangingPrimary(),
  });
  const trouble = 'no answer within 1.5 s';
  return {
    ...base,
    look: base.look && {
      database: { synchronous: true, archivedAt: ago(54), archiveFailingSince: undefined },
      status: {
        ...base.look.status,
        parts: parts(
          part('postgres-a', 'primary', 4003, {
            ...{ state: 'unhealthy', since: ago(4).toISOString(), detail: trouble },
          }),
          part('app-2', 'replica', 4002, {
            ...{ state: 'starting', since: ago(1).toISOString(), restarts: 1, detail: 'ended by SIGKILL' },
          }),
        ),
        events: [
          ...base.look.status.events,
          { at: ago(4).toISOString(), part: 'app-2', kind: 'ended', detail: 'ended by SIGKILL' },
          { at: ago(3).toISOString(), part: 'postgres-a', kind: 'unhealthy', detail: trouble },
        ],
      },
    },
  };
}

/** A drill that has just lost its primary. */
export function hangingPrimary(changes: Partial<DrillView> = {}): DrillView {
  const start = ago(40).getTime();
  const seconds = Array.from(
    { length: 40 },
    (_, index): DrillSecond => ({
      at: start + index * 1_000,
      requests: index < 35 ? 40 + (index % 3) : 14,
      errors: index < 35 ? 0 : 13,
      p95Milliseconds: index < 35 ? 38 + (index % 5) : 2_000,
    }),
  );
  const marks: readonly DrillMark[] = [
    { at: start + 34_600, kind: 'injection', label: 'postgres-a stopped (SIGSTOP, process 14003)' },
    { at: start + 38_200, kind: 'detection', label: 'three probes without an answer' },
  ];
  return {
    outline: {
      name: 'database-primary-hang',
      title: 'The primary of PostgreSQL hangs',
      expected: 'Writes wait until the standby is promoted; nothing acknowledged is lost.',
      predictedRecoverySeconds: 12.5,
    },
    step: 'waiting for the promotion',
    seconds,
    marks,
    outcome: undefined,
    ...changes,
  };
}
