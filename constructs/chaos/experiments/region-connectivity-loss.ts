import {
  type Experiment,
  type ExperimentContext,
  environmentTags,
  type FaultPermission,
  RESOLVE_TARGETS,
} from '../experiment.ts';

const DURATION = 'PT15M';

/** The primary region cannot reach the recovery region. */
export function regionConnectivityLoss(context: ExperimentContext): Experiment {
  const recovery = context.config.regions.recovery.name;
  return {
    name: 'region-connectivity-loss',
    disruption: 'region',
    description: `The tasks’ subnets cannot reach ${recovery}: users notice nothing, because no region needs the other to serve.`,
    targets: {
      subnets: {
        resourceType: 'aws:ec2:subnet',
        resourceTags: { ...environmentTags(context), 'aws-cdk:subnet-type': 'Private' },
        selectionMode: 'ALL',
      },
    },
    actions: {
      isolate: {
        actionId: 'aws:network:route-table-disrupt-cross-region-connectivity',
        parameters: { duration: DURATION, region: recovery },
        targets: { Subnets: 'subnets' },
      },
    },
    permissions: isolatePermissions(context),
  };
}

/** Give subnets a copy of their route table without the way to a region, and take it back. */
function isolatePermissions({ partition, region, account }: ExperimentContext): FaultPermission[] {
  const ec2 = (kind: string) => `arn:${partition}:ec2:${region}:${account}:${kind}/*`;
  const wildcardReason =
    'FIS makes route tables, prefix lists and interfaces with ids that are drawn and marks them as its own; a condition limits what is changed or deleted to those.';
  const asked = { StringEquals: { 'aws:RequestTag/managedByFIS': 'true' } };
  const own = { StringEquals: { 'ec2:ResourceTag/managedByFIS': 'true' } };
  const made = ['route-table', 'network-interface', 'prefix-list'].map(ec2);
  return [
    {
      actions: [
        'ec2:CreateRouteTable',
        'ec2:CreateNetworkInterface',
        'ec2:CreateManagedPrefixList',
        'ec2:CreateTags',
      ],
      resources: made,
      conditions: asked,
      wildcardReason,
    },
    {
      actions: ['ec2:CreateRouteTable', 'ec2:CreateNetworkInterface'],
      resources: ['vpc', 'subnet', 'security-group'].map(ec2),
      wildcardReason,
    },
    {
      actions: [
        'ec2:CreateRoute',
        'ec2:DeleteManagedPrefixList',
        'ec2:DeleteNetworkInterface',
        'ec2:DeleteRouteTable',
        'ec2:DisassociateRouteTable',
        'ec2:ModifyManagedPrefixList',
        'ec2:ModifyVpcEndpoint',
      ],
      resources: made,
      conditions: own,
      wildcardReason,
    },
    {
      actions: ['ec2:AssociateRouteTable', 'ec2:DisassociateRouteTable', 'ec2:ReplaceRouteTableAssociation'],
      resources: ['subnet', 'route-table'].map(ec2),
      wildcardReason,
    },
    {
      actions: ['ec2:ModifyVpcEndpoint'],
      resources: [ec2('vpc-endpoint')],
      wildcardReason: 'The gateway endpoint is told of the route tables that FIS makes; its id is drawn.',
    },
    {
      ...RESOLVE_TARGETS,
      actions: [
        ...RESOLVE_TARGETS.actions,
        'ec2:DescribeManagedPrefixLists',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcEndpoints',
        'ec2:DescribeVpcPeeringConnections',
        'ec2:DescribeVpcs',
        'ec2:GetManagedPrefixListEntries',
      ],
    },
  ];
}
