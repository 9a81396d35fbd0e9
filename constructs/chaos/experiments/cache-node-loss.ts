import {
  type Experiment,
  type ExperimentContext,
  environmentTags,
  type FaultPermission,
  RESOLVE_TARGETS,
} from '../experiment.ts';

const DURATION = 'PT10M';

/** The cache loses its node in one zone. */
export function cacheNodeLoss(context: ExperimentContext, zone: string): Experiment {
  return {
    name: `cache-node-loss-${zone.slice(-1)}`,
    disruption: 'node',
    description: `The cache loses its node in ${zone}: a replica takes over, and nobody is signed out.`,
    targets: { cache: cacheTarget(context, zone) },
    actions: { interrupt: INTERRUPT },
    permissions: interruptPermissions(context),
  };
}

export const INTERRUPT = {
  actionId: 'aws:elasticache:replicationgroup-interrupt-az-power',
  parameters: { duration: DURATION },
  targets: { ReplicationGroups: 'cache' },
};

/** By tag, since FIS takes no ARN of a replication group together with a zone. */
export function cacheTarget(context: ExperimentContext, zone: string) {
  return {
    resourceType: 'aws:elasticache:replicationgroup',
    resourceTags: environmentTags(context),
    parameters: { availabilityZoneIdentifier: zone },
    selectionMode: 'ALL',
  };
}

export function interruptPermissions({
  partition,
  region,
  account,
  names,
}: ExperimentContext): FaultPermission[] {
  return [
    {
      actions: ['elasticache:DescribeReplicationGroups', 'elasticache:InterruptClusterAzPower'],
      resources: [
        `arn:${partition}:elasticache:${region}:${account}:replicationgroup:${names.cacheReplicationGroup}`,
      ],
    },
    RESOLVE_TARGETS,
  ];
}
