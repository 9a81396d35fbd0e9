import type { DrillRecord, TimelineSecond } from '../../../lib/drills/record.ts';

/** A minute of load with nine seconds without the database, from the 21st on. */
function timeline(): TimelineSecond[] {
  return Array.from({ length: 60 }, (_, second) => {
    const out = second >= 21 && second < 30;
    return {
      second,
      requests: 40,
      failed: out ? 12 : 0,
      p50: out ? 900 : 6 + (second % 3),
      ...(second === 25 ? {} : { p95: out ? 3_000 : 22 + (second % 7) }),
    };
  });
}

/** The record of a drill that held. */
export const heldRecord: DrillRecord = {
  schemaVersion: 1,
  drill: {
    ...{ name: 'database-primary-kill', title: 'The database primary ends' },
    ...{ disruption: 'node', component: 'rds-instance' },
    injection: 'SIGKILL to every process of the primary.',
    expected: 'The standby is promoted.',
    verification: 'The other server is the primary.',
    budgets: { rtoSeconds: 60, rpoSeconds: 0 },
  },
  target: 'local',
  startedAt: '2026-01-02T03:04:05.000Z',
  finishedAt: '2026-01-02T03:05:05.000Z',
  seed: 42,
  machine: {
    ...{ processor: 'Example CPU', processors: 2, memoryBytes: 8 * 1024 ** 3, loadAverage: 0.75 },
    ...{ system: 'Debian GNU/Linux 12', kernel: '6.1.0' },
  },
  versions: { node: 'v24.0.0', postgresql: '15.14', release: 'abc123' },
  commit: { id: 'f0e1d2c', modified: true },
  configuration: { replicas: 2, seed: 'small' },
  load: { requestsPerSecond: 40, users: 4 },
  injected: 'SIGKILL to postgres-a (process 123)',
  progress: [{ at: '2026-01-02T03:04:25.000Z', line: 'injected' }],
  events: [
    { at: '2026-01-02T03:04:27.000Z', part: 'postgres-b', kind: 'promoted', detail: 'detected after 20 ms' },
  ],
  timeline: timeline(),
  marks: [
    { at: 20.5, kind: 'injected', label: 'SIGKILL to postgres-a (process 123)' },
    { at: 20.6, kind: 'detected', label: 'postgres-a lost: the process ended' },
    { at: 22.1, kind: 'acted', label: 'postgres-b promoted: detected after 20 ms, serving 1,480 ms later' },
    { at: 30.2, kind: 'recovered', label: 'read, write' },
  ],
  journeys: [
    { journey: 'cached page', requests: 800, failed: 0, rtoSeconds: 0 },
    { journey: 'read', requests: 800, failed: 60, rtoSeconds: 8.4, firstFailureAt: 21, recoveredAt: 29.4 },
    { journey: 'write', requests: 800, failed: 48, rtoSeconds: 9.2, firstFailureAt: 21, recoveredAt: 30.2 },
  ],
  ledger: {
    ...{ acknowledged: 700, readBack: 700, uncertain: 2 },
    ...{ lost: [], duplicated: [], outOfOrder: [], rpoSeconds: 0 },
  },
  prediction: {
    kind: 'predicted',
    disruption: 'node',
    routes: [
      { component: 'data/Database', route: 'rds.fail-over', name: 'fail over to the synchronous standby' },
    ],
    rto: {
      ...{ seconds: 22, modelSeconds: 120 },
      terms: [
        {
          ...{
            name: 'A Multi-AZ instance fails over',
            origin: 'rds.failover',
            seconds: 22,
            modelSeconds: 120,
          },
          ...{ formula: '6 s until the primary is given up + 16 s', source: 'The controller’s timing.' },
        },
      ],
    },
    rpo: { seconds: 0, modelSeconds: 0, terms: [] },
    differences: [],
  },
  verdict: {
    verdict: 'held',
    sentences: ['Held: users were served again after 9.2 s, and none of 700 acknowledged writes was lost.'],
  },
};

/** A write of the ledger. */
export const write = { number: 612, acknowledgedAt: '2026-01-02T03:04:24.000Z' };
