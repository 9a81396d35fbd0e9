import {
  type Experiment,
  type ExperimentContext,
  type FaultPermission,
  RESOLVE_TARGETS,
} from '../experiment.ts';

/** The database moves to its standby. */
export function databaseFailover(context: ExperimentContext): Experiment {
  return {
    name: 'database-failover',
    disruption: 'node',
    description:
      'The database fails over to its standby: reads go on, writes wait for a minute, and none that was acknowledged is lost.',
    targets: { database: databaseTarget(context) },
    actions: { failover: FAILOVER },
    permissions: failoverPermissions(context),
  };
}

/** A reboot that moves the instance to the other zone. */
export const FAILOVER = {
  actionId: 'aws:rds:reboot-db-instances',
  parameters: { forceFailover: 'true' },
  targets: { DBInstances: 'database' },
};

export function databaseTarget(context: ExperimentContext) {
  return { resourceType: 'aws:rds:db', resourceArns: [databaseArn(context)], selectionMode: 'ALL' };
}

export function failoverPermissions(context: ExperimentContext): FaultPermission[] {
  return [
    { actions: ['rds:DescribeDBInstances', 'rds:RebootDBInstance'], resources: [databaseArn(context)] },
    RESOLVE_TARGETS,
  ];
}

function databaseArn({ partition, region, account, names }: ExperimentContext): string {
  return `arn:${partition}:rds:${region}:${account}:db:${names.databaseInstance}`;
}
