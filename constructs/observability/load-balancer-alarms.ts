import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type ApplicationLoadBalancer,
  type ApplicationTargetGroup,
  HttpCodeElb,
  HttpCodeTarget,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { AlarmSpec } from './platform-alarm.ts';

const MINUTE = Duration.minutes(1);
const { GREATER_THAN_THRESHOLD: ABOVE, LESS_THAN_THRESHOLD: BELOW } = ComparisonOperator;

/** Failed requests a minute below which a share says nothing: at night one in twenty would be 5 %. */
const FEW_ERRORS = 5;

/**
 * The app answers with an error.
 *
 * @param errorPercent share of failed requests that wakes someone
 */
export function targetErrors({ metrics }: ApplicationLoadBalancer, errorPercent: number): AlarmSpec {
  return {
    name: 'app-target-5xx',
    meaning: `The app fails more than ${errorPercent} % of requests; a deployment in progress is rolled back.`,
    metric: new MathExpression({
      expression: `IF(errors >= ${FEW_ERRORS}, 100 * errors / requests, 0)`,
      usingMetrics: {
        errors: metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, {
          period: MINUTE,
          statistic: Stats.SUM,
        }),
        requests: metrics.requestCount({ period: MINUTE, statistic: Stats.SUM }),
      },
      label: 'Requests failed by the app, percent',
      period: MINUTE,
    }),
    threshold: errorPercent,
    comparison: ABOVE,
    periods: 3,
    breaching: 2,
    // The count of errors is missing whenever there are none.
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['A6', 'A1', 'T5'],
  };
}

/** The load balancer itself answers with an error. */
export function loadBalancerErrors({ metrics }: ApplicationLoadBalancer): AlarmSpec {
  return {
    name: 'alb-5xx',
    meaning:
      'The load balancer itself fails more than ten requests a minute: no task answers, or not in time.',
    // A count and no share: requests that found no target are not among the requests that are counted.
    metric: metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period: MINUTE, statistic: Stats.SUM }),
    threshold: 10,
    comparison: ABOVE,
    periods: 3,
    breaching: 2,
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['A1', 'T5'],
  };
}

/** Users wait. */
export function responseTime(
  { metrics }: ApplicationLoadBalancer,
  { milliseconds, percent }: PlatformConfig['objectives']['latency'],
): AlarmSpec {
  return {
    name: 'app-slow',
    meaning: `Less than ${percent} % of requests are answered within ${milliseconds} ms: users notice.`,
    metric: metrics.targetResponseTime({ period: MINUTE, statistic: Stats.percentile(percent) }),
    threshold: milliseconds / 1000,
    comparison: ABOVE,
    periods: 15,
    breaching: 10,
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['B1'],
  };
}

/** A task is sick for longer than its replacement takes. */
export function unhealthyTargets({ metrics }: ApplicationTargetGroup): AlarmSpec {
  return {
    name: 'app-unhealthy-targets',
    meaning: 'A task fails the health checks of the load balancer; a deployment in progress is rolled back.',
    metric: metrics.unhealthyHostCount({ period: MINUTE, statistic: Stats.MAXIMUM }),
    threshold: 0,
    comparison: ABOVE,
    // ECS replaces a sick task within about a minute; what lasts longer needs a person.
    periods: 3,
    breaching: 3,
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['A4', 'A6', 'S4'],
  };
}

/** What is left does not carry the declared load. */
export function healthyTargets({ metrics }: ApplicationTargetGroup, needed: number): AlarmSpec {
  return {
    name: 'app-too-few-targets',
    meaning: `Fewer than ${needed} healthy tasks are left: the declared load no longer fits, as if more than one zone were gone.`,
    metric: metrics.healthyHostCount({ period: MINUTE, statistic: Stats.MINIMUM }),
    threshold: needed,
    comparison: BELOW,
    periods: 3,
    breaching: 2,
    // The metric vanishes with the last target.
    missing: TreatMissingData.BREACHING,
    criteria: ['S5', 'A1'],
  };
}
