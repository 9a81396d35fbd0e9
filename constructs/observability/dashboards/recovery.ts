import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import {
  ACHIEVED_RPO,
  POINT_IN_TIME,
  RUN_METRICS,
  VERIFIER_NAMESPACE,
} from '../../../lambdas/verification/metric-names.ts';
import { resolveAssumptions } from '../../../lib/assessment/assumptions.ts';
import { objectivesOf } from '../../../lib/config/objectives.ts';
import { verifierMetric } from '../../verification/verifier-alarms.ts';
import { VERIFIERS } from '../../verification/verifiers.ts';
import { instanceOf } from '../database-alarms.ts';
import { graph, ROLES, regionOf, type Section, type View } from './view.ts';

/** What a disaster would cost at this moment, and whether those who find it out still do. */
export function recoverySection(view: View): Section {
  return {
    title: 'Backups and readiness to recover',
    rows: [
      [achieved(view), replica(view)],
      [runs(view), problems(view)],
      ROLES.map((role) => jobs(regionOf(view, role))),
    ],
  };
}

/** Seconds of data that the configuration allows a region's loss to cost; nothing where it promises nothing. */
function regionObjective({ config }: View) {
  const objective = objectivesOf(config).perDisruption.region;
  return objective ? [{ value: objective.rpoSeconds, label: 'objective for the loss of a region' }] : [];
}

/** The verifiers run in the recovery region, and publish there what they find of both. */
function achieved(view: View) {
  return graph(regionOf(view, 'recovery'), {
    title: 'Data that restoring to the last moment would lose',
    metrics: ROLES.map(
      (role) =>
        new Metric({
          namespace: VERIFIER_NAMESPACE,
          metricName: ACHIEVED_RPO,
          dimensionsMap: {
            Environment: view.names.prefix,
            Source: POINT_IN_TIME,
            Region: regionOf(view, role),
          },
          statistic: Stats.MAXIMUM,
          period: Duration.minutes(15),
          label: `restored in ${regionOf(view, role)}`,
        }),
    ),
    across: 2,
    unit: 'seconds',
    lines: regionObjective(view),
  });
}

function replica(view: View) {
  return graph(regionOf(view, 'recovery'), {
    title: 'Data that promoting the replica would lose',
    metrics: [
      new Metric({
        namespace: 'AWS/RDS',
        metricName: 'ReplicaLag',
        dimensionsMap: { DBInstanceIdentifier: instanceOf({ ...view, role: 'recovery' }) },
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(1),
        label: 'behind',
      }),
    ],
    across: 2,
    unit: 'seconds',
    lines: [
      { value: resolveAssumptions(view.config.assumptions)['rds.replicaLag'].value, label: 'alarm' },
      ...regionObjective(view),
    ],
  });
}

function verifiers(view: View, metricName: string, period: Duration, statistic: string) {
  return Object.values(VERIFIERS).map(({ name }) =>
    verifierMetric(view.names, name, metricName, period, statistic).with({ label: name }),
  );
}

function runs(view: View) {
  return graph(regionOf(view, 'recovery'), {
    title: 'Runs of the verifiers',
    metrics: verifiers(view, RUN_METRICS.runs, Duration.hours(1), Stats.SUM),
    across: 2,
    unit: 'runs an hour',
  });
}

function problems(view: View) {
  return graph(regionOf(view, 'recovery'), {
    title: 'Problems that the verifiers found',
    metrics: verifiers(view, RUN_METRICS.problems, Duration.minutes(15), Stats.MAXIMUM),
    across: 2,
    unit: 'findings',
  });
}

function jobs(region: string) {
  return graph(region, {
    title: 'Jobs of AWS Backup, of the whole account',
    metrics: [
      ['NumberOfBackupJobsCompleted', 'backups'],
      ['NumberOfCopyJobsCompleted', 'copies'],
      ['NumberOfRestoreJobsCompleted', 'restores'],
      ['NumberOfBackupJobsFailed', 'failed backups'],
      ['NumberOfCopyJobsFailed', 'failed copies'],
      ['NumberOfRestoreJobsFailed', 'failed restores'],
    ].map(
      ([metricName = '', label = '']) =>
        new Metric({
          namespace: 'AWS/Backup',
          metricName,
          dimensionsMap: { ResourceType: 'RDS' },
          statistic: Stats.SUM,
          period: Duration.hours(1),
          label,
        }),
    ),
    across: 2,
    unit: 'jobs an hour',
  });
}
