import type { CfnServiceLevelObjective } from 'aws-cdk-lib/aws-applicationsignals';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';

export type MetricDataQuery = CfnServiceLevelObjective.MetricDataQueryProperty;

/**
 * A metric as input of an expression.
 *
 * @throws Error for a metric that is itself an expression: those are written out here
 */
export function observed(id: string, metric: IMetric): MetricDataQuery {
  const { metricStat } = metric.toMetricConfig();
  if (!metricStat) {
    throw new Error(`The metric ${id} of a service level is an expression; name the metrics it is made of.`);
  }
  const { namespace, metricName, dimensions = [], period, statistic } = metricStat;
  return {
    id,
    metricStat: {
      metric: {
        namespace,
        metricName,
        dimensions: dimensions.map(({ name, value }) => ({ name, value: String(value) })),
      },
      period: period.toSeconds(),
      stat: statistic,
    },
    returnData: false,
  };
}

/** The expression that a service level reads. */
export function expression(id: string, text: string): MetricDataQuery {
  return { id, expression: text, returnData: true };
}
