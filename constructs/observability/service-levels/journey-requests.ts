import { Duration } from 'aws-cdk-lib';
import { type IMetric, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type ApplicationLoadBalancer, HttpCodeElb } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { PlatformNames } from '../../../lib/names.ts';
import { appMetric } from '../app-metric.ts';

/** What service levels are promised for; the app tells requests apart by these words. */
export const JOURNEYS = ['read', 'write'] as const;
export type Journey = (typeof JOURNEYS)[number];

/** `failed` by our fault, `slow` answered after the limit of the latency objective. */
export const OUTCOMES = ['good', 'slow', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Period of the metrics that service levels are calculated from. */
export const PERIOD = Duration.minutes(1);

/** Requests of a journey with one outcome, as the app counts them. */
export function journeyRequests(
  names: PlatformNames,
  journey: Journey,
  outcome: Outcome,
  period: Duration = PERIOD,
): Metric {
  return appMetric(names, 'holdfast.journey.requests', { journey, outcome }, Stats.SUM, period);
}

/** Requests that no task answered; the app cannot count those. */
export function unansweredRequests({ metrics }: ApplicationLoadBalancer): IMetric {
  return metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period: PERIOD, statistic: Stats.SUM });
}
