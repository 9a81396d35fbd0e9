import type { Observation } from './observer.ts';
import { profileOf } from './profiles.ts';
import type { Sample } from './samples.ts';
import type { Recorded } from './summarize.ts';

/** When the made-up run begins. */
export const start = Date.UTC(2026, 10, 2, 9);

/** Requests that end at an even pace, for tests: a hundred a second, one in twenty of them slow. */
export function madeSamples(seconds: number, change: (at: number) => Partial<Sample> = () => ({})): Sample[] {
  return Array.from({ length: seconds * 100 }, (_, at) => ({
    at: start + at * 10,
    name: at % 10 === 0 ? 'GET /dashboard' : 'GET /api/dashboard',
    milliseconds: at % 20 === 7 ? 150 : 20,
    failed: false,
    status: 200,
    ...change(at),
  }));
}

/** What stands behind a report of the load profile, for tests. */
export function madeRun(change: Partial<Recorded> = {}): Recorded {
  const profile = profileOf('load', 60);
  return {
    conditions: {
      profile: 'load',
      command: 'npm run perf -- load --seconds 60',
      startedAt: new Date(start).toISOString(),
      commit: 'abc1234',
      build: '0123456789ab',
      replicas: 2,
      data: 'full',
      users: 1_000,
      thinkSeconds: profile.thinkSeconds,
      warmUpSeconds: 60,
      measuredSeconds: 60,
      machine: {
        cpu: 'Some <Processor>',
        cpus: 2,
        memoryGiB: 16,
        loadAverageBefore: 0.5,
        wentAhead: false,
        versions: ['PostgreSQL 15.18'],
      },
    },
    span: { from: start, to: start + 60_000 },
    stages: profile.measured,
    samples: madeSamples(60),
    userCounts: [{ at: start, users: 1_000 }],
    observations: Array.from({ length: 20 }, (_, at) => observation(at)),
    statements: [
      {
        text: 'select $1 | $2',
        calls: 10,
        meanMilliseconds: 1.5,
        maxMilliseconds: 12.5,
        totalMilliseconds: 15,
      },
    ],
    brokeDown: undefined,
    ...change,
  };
}

/** One every three seconds: a replica at half a processor that grows by a mebibyte each time, and a processor for others. */
function observation(at: number): Observation {
  const cache = { hit: at * 80, miss: at * 20 };
  return {
    at: start + at * 3_000,
    processes: [
      { name: 'replica 1', processorMilliseconds: at * 1_500, memoryBytes: (100 + at) * 1024 * 1024 },
      { name: 'k6', processorMilliseconds: at * 300, memoryBytes: 50 * 1024 * 1024 },
    ],
    machineMilliseconds: at * 4_800,
    replicas: [
      { cache, requestsUnderWay: at, statementsWaiting: 0, eventLoopDelayP99: 21, eventLoopUse: 0.5 },
    ],
    cache,
  };
}
