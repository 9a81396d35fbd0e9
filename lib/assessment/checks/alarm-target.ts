import type { Finding } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { asList, isRecord } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** Dimensions of metrics that name a resource, and the type and property that give it its name. */
const NAMES: readonly (readonly [dimension: string, type: string, path: string])[] = [
  ['DBInstanceIdentifier', 'AWS::RDS::DBInstance', 'DBInstanceIdentifier'],
  ['ReplicationGroupId', 'AWS::ElastiCache::ReplicationGroup', 'ReplicationGroupId'],
];

/** T5: an alarm that watches a name which nothing has stays silent. Names of a region without any such resource may be made elsewhere. */
export const alarmTarget: Check = ({ graph }) =>
  graph.ofType('AWS::CloudWatch::Alarm').flatMap((alarm) =>
    dimensionsOf(alarm).flatMap(([dimension, name]): Finding[] => {
      const [, type, path] = NAMES.find(([one]) => one === dimension) ?? [];
      if (type === undefined || path === undefined) return [];
      const here = graph
        .ofType(type)
        .filter(({ stack }) => stack.region === alarm.stack.region && stack.account === alarm.stack.account);
      const [first] = here;
      const names = here.map((one) => property(one, path));
      const readable = names.every((one) => one === undefined || typeof one === 'string');
      if (!first || !readable || names.includes(name)) return [];
      return [
        {
          rule: 'alarm-target',
          severity: 'warning',
          disruptions: ['process'],
          criteria: ['T5'],
          message: `${alarm.logicalId} of ${alarm.stack.name} watches ${dimension} ${name}, which no template has in ${alarm.stack.region}.`,
          mends: [mend(first, path, `Set ${path} to ${name}, or let the alarm name what there is`)],
        },
      ];
    }),
  );

function dimensionsOf(alarm: Resource): [dimension: string, name: string][] {
  const metrics = asList(property(alarm, 'Metrics')).flatMap((metric) =>
    isRecord(metric) && isRecord(metric.MetricStat) && isRecord(metric.MetricStat.Metric)
      ? asList(metric.MetricStat.Metric.Dimensions)
      : [],
  );
  return [...asList(property(alarm, 'Dimensions')), ...metrics].flatMap((one): [string, string][] =>
    isRecord(one) && typeof one.Name === 'string' && typeof one.Value === 'string'
      ? [[one.Name, one.Value]]
      : [],
  );
}
