import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { appMetric } from './app-metric.ts';
import type { AlarmSpec } from './platform-alarm.ts';

const MINUTE = Duration.minutes(1);
const { GREATER_THAN_THRESHOLD: ABOVE, LESS_THAN_THRESHOLD: BELOW } = ComparisonOperator;

/** ECS cannot hold the number of tasks. */
export function runningTasks(names: PlatformNames, atLeast: number): AlarmSpec {
  return {
    name: 'app-too-few-tasks',
    meaning: `Fewer than ${atLeast} tasks run: ECS cannot start them, or they keep dying.`,
    metric: serviceMetric(names, 'ECS/ContainerInsights', 'RunningTaskCount', Stats.MINIMUM),
    threshold: atLeast,
    comparison: BELOW,
    // A rolling replacement never goes below the minimum, and a crashed task is back within two minutes.
    periods: 5,
    breaching: 5,
    missing: TreatMissingData.BREACHING,
    criteria: ['A4', 'S5'],
  };
}

/** @param aim what the autoscaler keeps the utilisation at, percent */
export function utilisation(names: PlatformNames, of: 'cpu' | 'memory', aim: number): AlarmSpec {
  // Halfway between what the autoscaler aims at and full: it has had its chance and could not help.
  const threshold = Math.round((aim + 100) / 2);
  const [metricName, word] = of === 'cpu' ? ['CPUUtilization', 'CPU'] : ['MemoryUtilization', 'memory'];
  return {
    name: `app-${of}-high`,
    meaning: `Tasks use more than ${threshold} % of their ${word}: scaling out has reached its limit or does not help.`,
    metric: serviceMetric(names, 'AWS/ECS', metricName, Stats.AVERAGE),
    threshold,
    comparison: ABOVE,
    periods: 10,
    breaching: 8,
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['S5'],
  };
}

/** The app says that something is wrong. */
export function loggedErrors(scope: Construct, names: PlatformNames, logGroup: ILogGroup): AlarmSpec {
  const filter = new MetricFilter(scope, 'LoggedErrors', {
    logGroup,
    metricNamespace: names.prefix,
    metricName: 'LoggedErrors',
    filterPattern: FilterPattern.any(
      FilterPattern.stringValue('$.level', '=', 'error'),
      FilterPattern.stringValue('$.level', '=', 'fatal'),
    ),
    metricValue: '1',
    defaultValue: 0,
  });
  return {
    name: 'app-logged-errors',
    meaning: 'The app logs more than ten errors a minute: a dependency is away or a release is bad.',
    metric: filter.metric({ statistic: Stats.SUM, period: MINUTE }),
    threshold: 10,
    comparison: ABOVE,
    periods: 5,
    breaching: 3,
    // An app that logs nothing has no errors to log; that it runs at all is another alarm's business.
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['T5'],
  };
}

/** An external service is not called any more, because it failed. */
export function openCircuit(names: PlatformNames): AlarmSpec {
  return {
    name: 'app-circuit-open',
    meaning:
      'The app has stopped calling an external service, Azure OpenAI or the CRM, because it fails: users get drafts from templates or older customer data.',
    // 0 closed, 1 half-open, 2 open, of the worst task and service. A circuit that tries again is seen half-open.
    metric: appMetric(names, 'holdfast.circuit.state', {}, Stats.MAXIMUM, MINUTE),
    threshold: 0,
    comparison: ABOVE,
    periods: 10,
    breaching: 5,
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['T1', 'T3'],
  };
}

function serviceMetric(
  names: PlatformNames,
  namespace: string,
  metricName: string,
  statistic: string,
): Metric {
  return new Metric({
    namespace,
    metricName,
    dimensionsMap: { ClusterName: names.cluster, ServiceName: names.service },
    statistic,
    period: MINUTE,
  });
}
