import { Duration } from 'aws-cdk-lib';
import {
  ComparisonOperator,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { appMetric } from './app-metric.ts';
import { type AlarmSpec, platformAlarm } from './platform-alarm.ts';

export interface CacheAlarmsProps {
  /** Replicas beside the primary node, in this region. */
  readonly replicas: number;
  readonly names: PlatformNames;
  readonly topic: ITopic;
}

const { GREATER_THAN_THRESHOLD: ABOVE } = ComparisonOperator;
const PERIOD = Duration.minutes(1);

/** Seconds that a replica may be behind; what a failover would lose of sessions and counters. */
const LAG_SECONDS = 5;

/** The alarms on the cache of one region; each looks at all nodes and shows the worst. */
export class CacheAlarms extends Construct {
  constructor(scope: Construct, id: string, props: CacheAlarmsProps) {
    super(scope, id);
    const context = { prefix: props.names.prefix, topic: props.topic, family: 'cache' as const };
    const specs = [
      hitRate(props),
      evictions(props),
      engineCpu(props),
      ...(props.replicas > 0 ? [lag(props)] : []),
    ];
    for (const spec of specs) platformAlarm(this, context, spec);
  }
}

/** Reads in five minutes below which a share says nothing: after a quiet night everything has to be loaded anew. */
const FEW_READS = 1000;

/** Share of reads below which someone is told, percent: criterion B3. */
export const HIT_RATE_PERCENT = 70;

/** How the app answered its reads, as it counts them: without the database, or with it. */
export function hitRateMetric(names: PlatformNames): MathExpression {
  const period = Duration.minutes(5);
  const results = ['hit', 'joined', 'stale', 'miss', 'bypass'].map(
    (result) => [result, appMetric(names, 'holdfast.cache.requests', { result }, Stats.SUM, period)] as const,
  );
  const sum = (...ids: string[]) => ids.map((id) => `FILL(${id}, 0)`).join(' + ');
  const without = sum('hit', 'joined', 'stale');
  const all = `${without} + ${sum('miss', 'bypass')}`;
  return new MathExpression({
    expression: `IF(${all} >= ${FEW_READS}, 100 * (${without}) / (${all}), 100)`,
    usingMetrics: Object.fromEntries(results),
    label: 'Reads answered without the database, percent',
    period,
  });
}

function hitRate({ names }: CacheAlarmsProps): AlarmSpec {
  return {
    name: 'cache-hit-rate-low',
    meaning: `Less than ${HIT_RATE_PERCENT} % of reads are answered without the database: users wait, and the database carries the rest.`,
    metric: hitRateMetric(names),
    threshold: HIT_RATE_PERCENT,
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    periods: 6,
    breaching: 4,
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['B3'],
  };
}

/** Names of a region's nodes; ElastiCache makes them from the replication group's: `NAME-001`, `NAME-002` and on. */
export function cacheNodes(names: PlatformNames, replicas: number): string[] {
  return Array.from(
    { length: replicas + 1 },
    (_, index) => `${names.cacheReplicationGroup}-${String(index + 1).padStart(3, '0')}`,
  );
}

/** The worst of all nodes. */
function worst({ replicas, names }: CacheAlarmsProps, metricName: string, statistic: string): MathExpression {
  const nodes = cacheNodes(names, replicas).map((node) => {
    const metric = new Metric({
      namespace: 'AWS/ElastiCache',
      metricName,
      dimensionsMap: { CacheClusterId: node },
      statistic,
      period: PERIOD,
    });
    return [`n${node.slice(-3)}`, metric] as const;
  });
  return new MathExpression({
    expression: `MAX([${nodes.map(([id]) => id).join(', ')}])`,
    usingMetrics: Object.fromEntries(nodes),
    label: `${metricName}, worst node`,
    period: PERIOD,
  });
}

function evictions(props: CacheAlarmsProps): AlarmSpec {
  return {
    name: 'cache-evictions',
    meaning:
      'The cache drops more than 1,000 keys a minute to make room: the hit rate falls and the database feels it.',
    metric: worst(props, 'Evictions', Stats.SUM),
    threshold: 1000,
    comparison: ABOVE,
    periods: 15,
    breaching: 10,
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['B3'],
  };
}

function engineCpu(props: CacheAlarmsProps): AlarmSpec {
  return {
    name: 'cache-cpu-high',
    meaning: "The cache's single engine thread is more than 80 % busy: every request waits for it.",
    metric: worst(props, 'EngineCPUUtilization', Stats.AVERAGE),
    threshold: 80,
    comparison: ABOVE,
    periods: 10,
    breaching: 8,
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['B3', 'S3'],
  };
}

function lag(props: CacheAlarmsProps): AlarmSpec {
  return {
    name: 'cache-replication-lag',
    meaning: `A replica of the cache is more than ${LAG_SECONDS} s behind: a failover would lose as much.`,
    metric: worst(props, 'ReplicationLag', Stats.MAXIMUM),
    threshold: LAG_SECONDS,
    comparison: ABOVE,
    periods: 5,
    breaching: 5,
    // Only replicas report it, and a cold recovery region has none.
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['S3', 'A5'],
  };
}
