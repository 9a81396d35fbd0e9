import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Canary, Runtime, Schedule, Test } from 'aws-cdk-lib/aws-synthetics';
import { Construct } from 'constructs';
import { serves } from '../../traceability.ts';
import { type AlarmSpec, platformAlarm } from '../platform-alarm.ts';
import { artifactBucket } from './artifact-bucket.ts';
import { canaryCode } from './canary-code.ts';
import { canaryRole } from './canary-role.ts';

export interface OutsideCanaryProps {
  readonly prefix: string;
  /** Origin that users reach the site under, e.g. `https://app.example.com`. */
  readonly origin: string;
  readonly topic: ITopic;
}

/**
 * Minutes between two runs. Route 53 looks at each region every thirty seconds; this one sees what users see, and every
 * run costs.
 */
const INTERVAL = Duration.minutes(5);

/** A visitor that never sleeps: comes from a third region, so it finds out what no region can say of itself. */
export class OutsideCanary extends Construct {
  constructor(scope: Construct, id: string, props: OutsideCanaryProps) {
    super(scope, id);
    const { prefix, topic } = props;
    const canaryName = `${prefix}-outside`;
    const bucket = artifactBucket(this, 'Artifacts');
    const canary = new Canary(this, 'Canary', {
      canaryName,
      runtime: Runtime.SYNTHETICS_NODEJS_PUPPETEER_13_0,
      test: Test.custom({ code: canaryCode(), handler: 'index.handler' }),
      schedule: Schedule.rate(INTERVAL),
      role: canaryRole(this, 'Role', canaryName, bucket),
      artifactsBucketLocation: { bucket, prefix: canaryName },
      environmentVariables: { ORIGIN: props.origin },
      timeout: Duration.minutes(1),
      successRetentionPeriod: Duration.days(31),
      failureRetentionPeriod: Duration.days(31),
      provisionedResourceCleanup: true,
    });
    serves(canary, {
      criteria: ['A1', 'T5'],
      controls: ['NIST 800-53r5 SI-4', 'ISO 27001 A.8.16', 'SOC 2 A1.1', 'SOC 2 CC7.2'],
    });
    for (const spec of [failing(canaryName), silent(canaryName)]) {
      platformAlarm(this, { prefix, topic, family: 'service-level' }, spec);
    }
  }
}

function runs(canaryName: string, statistic: string, period: Duration): Metric {
  return new Metric({
    namespace: 'CloudWatchSynthetics',
    metricName: 'SuccessPercent',
    dimensionsMap: { CanaryName: canaryName },
    statistic,
    period,
  });
}

function failing(canaryName: string): AlarmSpec {
  return {
    name: 'outside-failing',
    meaning:
      'From outside both regions the site has not worked twice in a row: the page, the API or the database behind it.',
    metric: runs(canaryName, Stats.AVERAGE, INTERVAL),
    threshold: 100,
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    periods: 2,
    breaching: 2,
    // No number means no run, and that is what the other alarm is for.
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['A1', 'T5'],
  };
}

function silent(canaryName: string): AlarmSpec {
  return {
    name: 'outside-silent',
    meaning: 'Nobody has looked at the site from outside for half an hour: what users see is not known.',
    metric: runs(canaryName, Stats.SAMPLE_COUNT, Duration.minutes(15)),
    threshold: 1,
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    periods: 2,
    breaching: 2,
    missing: TreatMissingData.BREACHING,
    criteria: ['A1', 'T5'],
  };
}
