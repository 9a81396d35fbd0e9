import { scalableTargetOf, targetGroupsOf, taskDefinitionOf } from '../evidence/service.ts';
import { zonesOf, zonesOfSubnetGroup } from '../evidence/zones.ts';
import type { Finding } from '../model.ts';
import { compare, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { isRecord, Reference, Unresolved, type Value } from '../read/value.ts';
import { replicaOf } from '../routes/rds-promote-replica.ts';
import { mend } from '../terms.ts';
import type { Check, Checked } from './check.ts';

/** What must be alike on both sides. How many tasks, nodes and standbys wait in the recovery region is the strategy’s choice. */
const ALIKE: Record<string, readonly string[]> = {
  'AWS::ECS::Service': [
    'AvailabilityZoneRebalancing',
    'Cluster',
    'DeploymentConfiguration',
    'HealthCheckGracePeriodSeconds',
    'LaunchType',
    'LoadBalancers',
    'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp',
    'TaskDefinition',
  ],
  'AWS::ECS::TaskDefinition': [
    'ContainerDefinitions',
    'Cpu',
    'Memory',
    'NetworkMode',
    'RequiresCompatibilities',
    'RuntimePlatform',
    'Volumes',
  ],
  'AWS::ElasticLoadBalancingV2::TargetGroup': [
    'HealthCheckIntervalSeconds',
    'HealthCheckPath',
    'HealthCheckProtocol',
    'HealthCheckTimeoutSeconds',
    'HealthyThresholdCount',
    'UnhealthyThresholdCount',
    'Matcher',
    'Port',
    'Protocol',
    'TargetType',
    'TargetGroupAttributes',
    'VpcId',
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['LoadBalancerAttributes', 'Scheme', 'Type'],
  'AWS::ApplicationAutoScaling::ScalableTarget': ['MaxCapacity'],
  'AWS::ElastiCache::ReplicationGroup': [
    'AtRestEncryptionEnabled',
    'AutomaticFailoverEnabled',
    'CacheNodeType',
    'Engine',
    'EngineVersion',
    'MultiAZEnabled',
    'Port',
    'TransitEncryptionEnabled',
  ],
  'AWS::RDS::DBInstance': [
    'BackupRetentionPeriod',
    'DBInstanceClass',
    'DBParameterGroupName',
    'DeleteAutomatedBackups',
    'DeletionProtection',
    'EnableIAMDatabaseAuthentication',
    'MaxAllocatedStorage',
    'Port',
    'StorageType',
  ],
  'AWS::RDS::DBParameterGroup': ['Family', 'Parameters'],
};

/** D5: what serves after a region loss is built like what served before, or the recovery is the next outage. */
export const recoveryParity: Check = (context, components) =>
  components.flatMap((component) =>
    pairsOf(component, context).flatMap(([here, there]) => [
      ...differences(component, here, there),
      ...fewerZones(component, here, there, context.graph),
      ...otherParts(component, here, there, context),
    ]),
  );

/** A component with its counterpart, and what belongs to both of them. */
function pairsOf({ kind, resource }: Checked, context: Parameters<Check>[0]): [Resource, Resource][] {
  const { graph } = context;
  if (context.recoveryRegion === undefined) return [];
  if (kind === 'rds-instance') {
    const replica = replicaOf(resource, context);
    if (!replica) return [];
    const parameters = (database: Resource) => graph.named(property(database, 'DBParameterGroupName'))[0];
    return pairs([resource, replica], [parameters(resource), parameters(replica)]);
  }
  if (!['ecs-service', 'load-balancer', 'elasticache-replication-group'].includes(kind)) return [];
  const same = graph.ofType(resource.type);
  const there = same.filter((one) => one.stack.region === context.recoveryRegion);
  const here = same.filter((one) => one.stack.region === resource.stack.region);
  const counterpart =
    there.find((one) => one.logicalId === resource.logicalId) ??
    (here.length === 1 && there.length === 1 ? there[0] : undefined);
  if (!counterpart) return [];
  return pairs(
    [resource, counterpart],
    [taskDefinitionOf(resource, graph), taskDefinitionOf(counterpart, graph)],
    [targetGroupsOf(resource, graph)[0], targetGroupsOf(counterpart, graph)[0]],
    [scalableTargetOf(resource, graph), scalableTargetOf(counterpart, graph)],
  );
}

function pairs(
  ...candidates: (readonly [Resource | undefined, Resource | undefined])[]
): [Resource, Resource][] {
  return candidates.flatMap(([here, there]): [Resource, Resource][] =>
    here && there ? [[here, there]] : [],
  );
}

function differences({ id, name }: Checked, here: Resource, there: Resource): Finding[] {
  return (ALIKE[here.type] ?? [])
    .filter((path) => {
      const [one, other] = [property(here, path), property(there, path)];
      return textOf(one, here) !== textOf(other, there);
    })
    .map((path) => ({
      rule: 'recovery-parity',
      severity: 'warning',
      disruptions: ['region'],
      criteria: ['D5'],
      component: id,
      message: `${path} of ${name}${here.type.endsWith('::TaskDefinition') ? '’s tasks' : ''} differs between ${here.stack.region} (${here.logicalId}) and ${there.stack.region} (${there.logicalId}), so after a region loss it does not behave as it did.`,
      mends: [mend(there, path, `Give ${path} the value it has in ${here.stack.region}`)],
    }));
}

function fewerZones({ id, name }: Checked, here: Resource, there: Resource, graph: ResourceGraph): Finding[] {
  const [before, after] = [zones(here, graph), zones(there, graph)];
  if (before === after) return [];
  return [
    {
      rule: 'recovery-parity',
      severity: 'warning',
      disruptions: ['region'],
      criteria: ['D5'],
      component: id,
      message: `${name} stands in ${before} zones of ${here.stack.region} and in ${after} of ${there.stack.region}.`,
      mends: [mend(there, subnetsPath(there), `Use ${before} zones in both regions`)],
    },
  ];
}

function subnetsPath({ type }: Resource): string {
  if (type === 'AWS::RDS::DBInstance') return 'DBSubnetGroupName';
  if (type === 'AWS::ElastiCache::ReplicationGroup') return 'CacheSubnetGroupName';
  return type === 'AWS::ECS::Service' ? 'NetworkConfiguration.AwsvpcConfiguration.Subnets' : 'Subnets';
}

function zones(resource: Resource, graph: ResourceGraph): number {
  const path = subnetsPath(resource);
  const spread = path.endsWith('GroupName')
    ? zonesOfSubnetGroup(resource, path, graph)
    : zonesOf(property(resource, path), graph);
  return spread.zones.length;
}

/** Resources that belong to another one, and the property by which they name it. */
const PARTS: Record<string, readonly (readonly [type: string, owner: string])[]> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': [
    ['AWS::ApplicationAutoScaling::ScalingPolicy', 'ScalingTargetId'],
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [['AWS::ElasticLoadBalancingV2::Listener', 'LoadBalancerArn']],
  'AWS::ElasticLoadBalancingV2::Listener': [['AWS::ElasticLoadBalancingV2::ListenerRule', 'ListenerArn']],
};
/** Names and labels say nothing about behaviour. */
const NAMES = ['PolicyName', 'Tags'];

/** Listeners, rules and policies have no order of their own, so their sets are compared. */
function otherParts(
  component: Checked,
  here: Resource,
  there: Resource,
  context: Parameters<Check>[0],
): Finding[] {
  return (PARTS[here.type] ?? []).flatMap(([type, owner]): Finding[] => {
    const of = (whole: Resource) =>
      context.graph
        .referring(whole, type, owner)
        .map((part) => ({ part, text: textOf(named(part), part) }))
        .sort((one, other) => compare(one.text, other.text));
    const [before, after] = [of(here), of(there)];
    const nested = before.flatMap(({ part }, index) => {
      const twin = after[index]?.part;
      return twin ? otherParts(component, part, twin, context) : [];
    });
    if (before.map(({ text }) => text).join() === after.map(({ text }) => text).join()) return nested;
    return [
      ...nested,
      {
        rule: 'recovery-parity',
        severity: 'warning',
        disruptions: ['region'],
        criteria: ['D5'],
        component: component.id,
        message: `The ${before.length} resources of type ${type} of ${component.name} in ${here.stack.region} are not like the ${after.length} in ${there.stack.region}.`,
        mends: [mend(there, owner, `Give it the same ${type} resources as in ${here.stack.region}`)],
      },
    ];
  });
}

function named(part: Resource): Value {
  return Object.fromEntries(Object.entries(part.properties).filter(([key]) => !NAMES.includes(key)));
}

/** Two values that mean the same, each in its own region, have the same text. */
function textOf(value: Value, { stack }: Resource): string {
  return JSON.stringify(comparable(value, stack.region)) ?? '';
}

function comparable(value: Value, region: string): unknown {
  if (value instanceof Reference) return { attribute: value.attribute };
  if (value instanceof Unresolved) return { unresolved: value.references.length };
  if (typeof value === 'string') return value.replaceAll(region, 'REGION');
  if (Array.isArray(value)) return value.map((item) => comparable(item, region));
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, item]) => [key, comparable(item, region)]),
    );
  return value;
}
