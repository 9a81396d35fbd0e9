import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { PlatformNames } from '../../lib/names.ts';

/** Name that the app reports itself under. */
export const APP_SERVICE_NAME = 'holdfast-app';

/** A metric that the app counts itself, of all its tasks in a region. The collector beside each task sends it. */
export function appMetric(
  names: PlatformNames,
  metricName: string,
  dimensions: Readonly<Record<string, string>>,
  statistic: string,
  period: Duration,
): Metric {
  return new Metric({
    namespace: names.prefix,
    metricName,
    dimensionsMap: { 'service.name': APP_SERVICE_NAME, ...dimensions },
    statistic,
    period,
  });
}
