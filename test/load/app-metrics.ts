/** One line of Prometheus's text format. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** How often the cache was asked, by how it answered. */
export type CacheCounts = Readonly<Record<string, number>>;

/** What one replica says about itself. */
export interface ReplicaMetrics {
  readonly cache: CacheCounts;
  readonly requestsUnderWay: number;
  readonly statementsWaiting: number;
  /** 99 of 100 timers were less late, in milliseconds, over the last ten seconds. */
  readonly eventLoopDelayP99: number;
  /** Share of the time that code ran, from 0 to 1. */
  readonly eventLoopUse: number;
}

/** Lines that are none of a series are left out. */
export function parseMetrics(text: string): Series[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = /^([a-z_]\w*)(?:\{(.*)\})? (\S+)/i.exec(line) ?? [];
    return name === undefined
      ? []
      : [
          {
            name,
            labels: Object.fromEntries(
              [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text]),
            ),
            value: Number(value),
          },
        ];
  });
}

export function replicaMetrics(series: readonly Series[]): ReplicaMetrics {
  const gauge = (name: string) => series.find((one) => one.name === name)?.value ?? 0;
  const cache: Record<string, number> = {};
  for (const { name, labels, value } of series) {
    if (/^holdfast_cache_requests(_total)?$/.test(name)) {
      const result = labels.result ?? 'unknown';
      cache[result] = (cache[result] ?? 0) + value;
    }
  }
  return {
    cache,
    requestsUnderWay: gauge('http_server_active_requests'),
    statementsWaiting: gauge('holdfast_database_waiting'),
    eventLoopDelayP99: gauge('nodejs_eventloop_delay_p99') * 1_000,
    eventLoopUse: gauge('nodejs_eventloop_utilization'),
  };
}

/** What was counted between two readings. */
export function countedBetween(before: CacheCounts, after: CacheCounts): CacheCounts {
  return Object.fromEntries(
    Object.entries(after).map(([result, count]) => [result, count - (before[result] ?? 0)]),
  );
}

export function addCounts(all: readonly CacheCounts[]): CacheCounts {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [result, count] of Object.entries(counts)) {
      sum[result] = (sum[result] ?? 0) + count;
    }
  }
  return sum;
}

/** The share of reads that needed no load of their own, as the app counts it; `undefined` without a read. */
export function hitRate(counts: CacheCounts): number | undefined {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const answered = (counts.hit ?? 0) + (counts.joined ?? 0) + (counts.stale ?? 0);
  return all === 0 ? undefined : answered / all;
}

/** Asks a replica. `undefined` when it does not answer, as under stress. */
export async function readReplicaMetrics(origin: string, token: string): Promise<ReplicaMetrics | undefined> {
  try {
    const response = await fetch(`${origin}/api/metrics`, {
      headers: { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(2_000),
    });
    return response.ok ? replicaMetrics(parseMetrics(await response.text())) : undefined;
  } catch {
    return undefined;
  }
}
