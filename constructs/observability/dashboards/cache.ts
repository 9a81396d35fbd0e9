import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { recoveryReplicas } from '../../recovery/recovery-replicas.ts';
import type { RegionRole } from '../../service/task-bounds.ts';
import { cacheNodes, HIT_RATE_PERCENT, hitRateMetric } from '../cache-alarms.ts';
import { graph, ROLES, regionOf, type Section, type View } from './view.ts';

/** How much the cache carries, and how its nodes are. */
export function cacheSection(view: View): Section {
  return {
    title: 'Cache',
    rows: [
      ROLES.map((role) =>
        graph(regionOf(view, role), {
          title: 'Reads answered without the database',
          metrics: [hitRateMetric(view.names)],
          across: 2,
          unit: 'percent',
          upTo: 100,
          lines: [{ value: HIT_RATE_PERCENT, label: 'alarm' }],
        }),
      ),
      nodes(view, 'CPU of the engine', 'EngineCPUUtilization', Stats.AVERAGE, 'percent'),
      nodes(view, 'Memory used', 'DatabaseMemoryUsagePercentage', Stats.MAXIMUM, 'percent'),
      nodes(view, 'Keys dropped to make room', 'Evictions', Stats.SUM, 'keys a minute'),
    ],
  };
}

function nodes(view: View, title: string, metricName: string, statistic: string, unit: string) {
  return ROLES.map((role) =>
    graph(regionOf(view, role), {
      title,
      metrics: cacheNodes(view.names, replicasOf(view, role)).map(
        (node) =>
          new Metric({
            namespace: 'AWS/ElastiCache',
            metricName,
            dimensionsMap: { CacheClusterId: node },
            statistic,
            period: Duration.minutes(1),
            label: node,
          }),
      ),
      across: 2,
      unit,
    }),
  );
}

/** Where the strategy keeps no cache, the nodes that a takeover creates. */
function replicasOf({ config }: View, role: RegionRole): number {
  return (role === 'primary' ? undefined : recoveryReplicas(config)) ?? config.cache.replicas;
}
