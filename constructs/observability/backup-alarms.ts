import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import type { RegionRole } from '../service/task-bounds.ts';
import { type AlarmSpec, platformAlarm } from './platform-alarm.ts';

export interface BackupAlarmsProps {
  readonly names: PlatformNames;
  readonly role: RegionRole;
  readonly topic: ITopic;
}

/** What AWS Backup counts, and what one such job means. Restores run where the copies are: in the recovery region. */
const WATCHED: Readonly<
  Record<RegionRole, readonly (readonly [metricName: string, name: string, meaning: string])[]>
> = {
  primary: [
    [
      'NumberOfBackupJobsFailed',
      'backup-job-failed',
      'A backup of the database failed: the newest recovery point grows older.',
    ],
    [
      'NumberOfBackupJobsExpired',
      'backup-job-expired',
      'A backup of the database did not begin or end within its window.',
    ],
    [
      'NumberOfCopyJobsFailed',
      'backup-copy-failed',
      'A recovery point was not copied: the recovery region lacks the newest one.',
    ],
  ],
  recovery: [
    [
      'NumberOfRestoreJobsFailed',
      'backup-restore-failed',
      'A restore failed: a recovery point that cannot be restored is none.',
    ],
  ],
};

/** The alarms on the jobs of AWS Backup. They tell of jobs that fail; jobs that never ran are found by the verifiers. */
export class BackupAlarms extends Construct {
  constructor(scope: Construct, id: string, props: BackupAlarmsProps) {
    super(scope, id);
    const { names, topic, role } = props;
    for (const [metricName, name, meaning] of WATCHED[role]) {
      const spec: AlarmSpec = {
        name,
        meaning,
        metric: new Metric({
          namespace: 'AWS/Backup',
          metricName,
          dimensionsMap: { ResourceType: 'RDS' },
          statistic: Stats.SUM,
          period: Duration.minutes(15),
        }),
        threshold: 0,
        comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
        periods: 1,
        breaching: 1,
        // Counts are sent only while there are jobs.
        missing: TreatMissingData.NOT_BREACHING,
        criteria: ['D1', 'D3'],
      };
      platformAlarm(this, { prefix: names.prefix, topic, family: 'backup' }, spec);
    }
  }
}
