import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ACHIEVED_RPO, POINT_IN_TIME, VERIFIER_NAMESPACE } from '../../lambdas/verification/metric-names.ts';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { platformAlarm } from '../observability/platform-alarm.ts';
import { pointInTimeObjectives } from './expected-backups.ts';
import { VERIFIERS } from './verifiers.ts';

/** Share of the objective at which the alarm stands, so that it rings while the objective is still kept. */
const SHARE = 0.4;

export interface ReplicationLateAlarmProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly topic: ITopic;
}

/** Rings when what the recovery region could restore to grows old: the bound of the data that a region's loss costs. */
export class ReplicationLateAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ReplicationLateAlarmProps) {
    super(scope, id);
    const { config, names, topic } = props;
    platformAlarm(
      this,
      { prefix: names.prefix, topic, family: 'verification' },
      {
        name: 'backup-replication-late',
        meaning:
          'The newest moment that the recovery region could restore to is old: losing the primary region now would cost as much data.',
        metric: new Metric({
          namespace: VERIFIER_NAMESPACE,
          metricName: ACHIEVED_RPO,
          dimensionsMap: {
            Environment: names.prefix,
            Source: POINT_IN_TIME,
            Region: config.regions.recovery.name,
          },
          statistic: Stats.MAXIMUM,
          period: Duration.minutes(15),
        }),
        threshold: Math.floor(pointInTimeObjectives(config).recovery * SHARE),
        comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
        periods: VERIFIERS.freshness.problem.periods,
        breaching: VERIFIERS.freshness.problem.periods,
        missing: TreatMissingData.BREACHING,
        criteria: ['D3', 'D6'],
      },
    );
  }
}
