import { addCounts, countedBetween, hitRate, type ReplicaMetrics } from './app-metrics.ts';
import { brokenSeconds } from './breaking-point.ts';
import { isApi, rate, requestsOf, type Span, windowsOf, within } from './latencies.ts';
import type { Observation } from './observer.ts';
import type { Stage } from './profiles.ts';
import type { Conditions, LoadRecord, Step } from './record.ts';
import type { Sample, UserCount } from './samples.ts';
import type { Statement } from './statements.ts';
import { verdictsOf } from './targets.ts';
import { otherWork, processRecords } from './used.ts';

/** Windows of a chart: enough for its shape, few enough for the 95th percentile of each to mean something. */
const chartWindows = 60;

export interface Recorded {
  readonly conditions: Conditions;
  /** The measured part. */
  readonly span: Span;
  readonly stages: readonly Stage[];
  readonly samples: readonly Sample[];
  readonly userCounts: readonly UserCount[];
  readonly observations: readonly Observation[];
  readonly statements: readonly Statement[];
  /** Why the product counts as broken down at the end of the span. */
  readonly brokeDown: string | undefined;
}

/** Makes the record of a run from all that was recorded in it. */
export function summarize(recorded: Recorded): LoadRecord {
  const { conditions, span, userCounts, statements, brokeDown } = recorded;
  const samples = within(recorded.samples, span);
  const observations = within(recorded.observations, span);
  const api = samples.filter(isApi);
  const all = requestsOf(samples);
  const seconds = (span.to - span.from) / 1_000;
  const windowMilliseconds = Math.max(1, Math.round(seconds / chartWindows)) * 1_000;
  const cache = cacheOf(observations, span.from);
  const windows = windowsOf(samples, userCounts, span, windowMilliseconds);
  return {
    conditions,
    verdicts: verdictsOf(conditions.profile, {
      apiTime: requestsOf(api).latencies?.p95,
      cacheHits: cache.hitRate === null ? undefined : cache.hitRate * 100,
      slowestStatement: statements[0]?.maxMilliseconds,
      errors: all.count === 0 ? undefined : (all.failures / all.count) * 100,
    }),
    perSecond: rate(all.count, span.to - span.from),
    api: requestsOf(api),
    all,
    byRequest: [...Map.groupBy(samples, ({ name }) => name)]
      .map(([name, group]) => ({ name, ...requestsOf(group) }))
      .sort((a, b) => b.count - a.count),
    failures: countBy(samples.filter(({ failed }) => failed)),
    apiWindows: windowsOf(api, userCounts, span, windowMilliseconds),
    windows,
    steps: conditions.profile === 'stress' ? stepsOf(recorded) : [],
    brokeDown:
      brokeDown === undefined
        ? null
        : { users: windows.at(-1)?.users ?? 0, perSecond: rateAtTheEnd(samples, span), why: brokeDown },
    cache,
    replicas: replicasOf(observations),
    processes: processRecords(observations, span.from),
    otherWork: otherWork(observations),
    statements,
  };
}

/** Requests a second in the seconds that tell a breakdown. */
function rateAtTheEnd(samples: readonly Sample[], { from, to }: Span): number {
  const end = { from: Math.max(from, to - brokenSeconds * 1_000), to };
  return rate(within(samples, end).length, end.to - end.from);
}

function countBy(failed: readonly Sample[]): Record<string, number> {
  const groups = Map.groupBy(failed, ({ status }) => String(status));
  return Object.fromEntries([...groups].map(([status, group]) => [status, group.length]));
}

/** The steps whose users were all there for at least half of the step's time. */
function stepsOf({ stages, samples, span }: Recorded): Step[] {
  let from = span.from;
  return stages.flatMap(({ seconds, users }, at) => {
    const step = { from, to: Math.min(from + seconds * 1_000, span.to) };
    from += seconds * 1_000;
    const climbs = stages[at - 1]?.users !== users;
    if (climbs || step.to - step.from < seconds * 500) {
      return [];
    }
    const own = within(samples, step);
    return [
      {
        users,
        perSecond: rate(own.length, step.to - step.from),
        api: requestsOf(own.filter(isApi)),
        all: requestsOf(own),
      },
    ];
  });
}

function cacheOf(observations: readonly Observation[], start: number): LoadRecord['cache'] {
  const known = observations.flatMap(({ at, cache }) => (cache === undefined ? [] : [{ at, cache }]));
  const points = known.slice(1).map(({ at, cache }, before) => ({
    second: Math.round((at - start) / 1_000),
    hitRate: hitRate(countedBetween(known[before]?.cache ?? {}, cache)) ?? null,
  }));
  const counts = addCounts([countedBetween(known[0]?.cache ?? {}, known.at(-1)?.cache ?? {})]);
  return { counts, hitRate: hitRate(counts) ?? null, points };
}

function replicasOf(observations: readonly Observation[]): LoadRecord['replicas'] {
  const count = observations[0]?.replicas.length ?? 0;
  return Array.from({ length: count }, (_, replica) => {
    const most = (value: (metrics: ReplicaMetrics) => number) =>
      Math.max(0, ...observations.flatMap(({ replicas }) => replicas[replica] ?? []).map(value));
    return {
      requestsUnderWay: most((metrics) => metrics.requestsUnderWay),
      statementsWaiting: most((metrics) => metrics.statementsWaiting),
      eventLoopDelayP99: Math.round(most((metrics) => metrics.eventLoopDelayP99)),
      eventLoopUse: Math.round(most((metrics) => metrics.eventLoopUse) * 100) / 100,
    };
  });
}
