import { Duration } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import {
  ComparisonOperator,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type AlarmSpec, platformAlarm } from './platform-alarm.ts';

export interface EdgeAlarmsProps {
  readonly prefix: string;
  readonly topic: ITopic;
  readonly distribution: IDistribution;
  /** Value of the `WebACL` dimension. */
  readonly webAclMetricName: string;
  /** Share of failed requests that wakes someone, percent. */
  readonly errorPercent: number;
}

const { GREATER_THAN_THRESHOLD: ABOVE } = ComparisonOperator;

/** The alarms that still ring when a whole region, with its own alarms, is gone. */
export class EdgeAlarms extends Construct {
  constructor(scope: Construct, id: string, props: EdgeAlarmsProps) {
    super(scope, id);
    const { prefix, topic } = props;
    for (const spec of [serverErrors(props), blockedRequests(props)]) {
      platformAlarm(this, { prefix, topic, family: 'edge' }, spec);
    }
  }
}

function serverErrors({ distribution, errorPercent }: EdgeAlarmsProps): AlarmSpec {
  return {
    name: 'edge-5xx',
    meaning: `CloudFront answers more than ${errorPercent} % of requests, and at least five a minute, with an error: users see it, in whichever region it began.`,
    metric: new MathExpression({
      // A single error at night is a rate too; five a minute are users.
      expression: 'IF(rate * requests / 100 >= 5, rate, 0)',
      usingMetrics: {
        rate: edgeMetric(distribution, '5xxErrorRate', Stats.AVERAGE),
        requests: edgeMetric(distribution, 'Requests', Stats.SUM),
      },
      label: 'Error rate, percent, from five errors a minute',
      period: Duration.minutes(1),
    }),
    threshold: errorPercent,
    comparison: ABOVE,
    periods: 5,
    breaching: 3,
    // Without requests there is no rate.
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['A1', 'T5'],
  };
}

function edgeMetric(distribution: IDistribution, metricName: string, statistic: string): Metric {
  return new Metric({
    namespace: 'AWS/CloudFront',
    metricName,
    dimensionsMap: { DistributionId: distribution.distributionId, Region: 'Global' },
    statistic,
    period: Duration.minutes(1),
  });
}

function blockedRequests({ webAclMetricName }: EdgeAlarmsProps): AlarmSpec {
  return {
    name: 'edge-blocked-requests',
    meaning:
      'The web ACL turns away more than 5,000 requests in five minutes: an attack, or a rule that stops honest work.',
    metric: new Metric({
      namespace: 'AWS/WAFV2',
      metricName: 'BlockedRequests',
      dimensionsMap: { WebACL: webAclMetricName, Rule: 'ALL' },
      statistic: Stats.SUM,
      period: Duration.minutes(5),
    }),
    threshold: 5000,
    comparison: ABOVE,
    periods: 1,
    breaching: 1,
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['A1'],
  };
}
