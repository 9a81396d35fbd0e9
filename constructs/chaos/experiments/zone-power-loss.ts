import {
  type Experiment,
  type ExperimentContext,
  type FaultPermission,
  RESOLVE_TARGETS,
  tasks,
} from '../experiment.ts';
import { cacheTarget, INTERRUPT, interruptPermissions } from './cache-node-loss.ts';
import { databaseTarget, FAILOVER, failoverPermissions } from './database-failover.ts';
import { stopTaskPermissions } from './task-stop.ts';

const DURATION = 'PT10M';

/** Everything in one zone loses its power. */
export function zonePowerLoss(context: ExperimentContext, zone: string, cacheSurvives: boolean): Experiment {
  return {
    name: `zone-power-loss-${zone.slice(-1)}`,
    disruption: 'zone',
    description: `${zone} goes dark: its tasks stop, its subnets are cut off, database and cache fail over, and what is left carries the load.`,
    targets: {
      tasks: {
        ...tasks(context, 'ALL'),
        filters: [{ path: 'AvailabilityZone', values: [zone] }],
      },
      subnets: {
        resourceType: 'aws:ec2:subnet',
        parameters: { availabilityZoneIdentifier: zone, vpc: context.vpcId },
        selectionMode: 'ALL',
      },
      database: databaseTarget(context),
      ...(cacheSurvives && { cache: cacheTarget(context, zone) }),
    },
    actions: {
      stop: { actionId: 'aws:ecs:stop-task', targets: { Tasks: 'tasks' } },
      cut: {
        actionId: 'aws:network:disrupt-connectivity',
        parameters: { duration: DURATION, scope: 'all' },
        targets: { Subnets: 'subnets' },
      },
      failover: FAILOVER,
      ...(cacheSurvives && { interrupt: INTERRUPT }),
    },
    permissions: [
      ...stopTaskPermissions(context),
      ...failoverPermissions(context),
      ...(cacheSurvives ? interruptPermissions(context) : []),
      ...cutPermissions(context),
    ],
  };
}

/** Give subnets a copy of their network ACL that refuses everything, and take it back. */
function cutPermissions({ partition, region, account }: ExperimentContext): FaultPermission[] {
  const ec2 = (rest: string) => `arn:${partition}:ec2:${region}:${account}:${rest}`;
  const wildcardReason =
    'FIS makes a network ACL with an id that is drawn, marks it as its own, and puts it before subnets of the targeted zone.';
  return [
    {
      actions: ['ec2:CreateNetworkAcl'],
      resources: [ec2('network-acl/*')],
      conditions: { StringEquals: { 'aws:RequestTag/managedByFIS': 'true' } },
      wildcardReason,
    },
    {
      actions: ['ec2:CreateTags'],
      resources: [ec2('network-acl/*')],
      conditions: {
        StringEquals: { 'ec2:CreateAction': 'CreateNetworkAcl', 'aws:RequestTag/managedByFIS': 'true' },
      },
      wildcardReason,
    },
    { actions: ['ec2:CreateNetworkAcl'], resources: [ec2('vpc/*')], wildcardReason },
    {
      actions: ['ec2:CreateNetworkAclEntry', 'ec2:DeleteNetworkAcl'],
      resources: [ec2('network-acl/*'), ec2('vpc/*')],
      conditions: { StringEquals: { 'ec2:ResourceTag/managedByFIS': 'true' } },
      wildcardReason,
    },
    {
      actions: ['ec2:ReplaceNetworkAclAssociation'],
      resources: [ec2('subnet/*'), ec2('network-acl/*')],
      wildcardReason,
    },
    {
      ...RESOLVE_TARGETS,
      actions: [
        'ec2:DescribeManagedPrefixLists',
        'ec2:DescribeNetworkAcls',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
        'ec2:GetManagedPrefixListEntries',
      ],
    },
  ];
}
