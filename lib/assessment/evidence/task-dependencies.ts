import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { textsIn, type Value } from '../read/value.ts';
import { declaredState } from './declared-state.ts';
import { taskDefinitionOf } from './service.ts';

/** Stores of derived data: a service goes on without one, slower. */
const SOFT = [
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::ElastiCache::CacheCluster',
];

const STORES = [
  'AWS::RDS::DBProxy',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  'AWS::DocDB::DBCluster',
  'AWS::Neptune::DBCluster',
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::MemoryDB::Cluster',
  'AWS::OpenSearchService::Domain',
  ...SOFT,
];

/** A store that a task connects to. A cache is a soft need: the application goes on without it, slower. */
export interface TaskDependency {
  readonly to: Resource;
  readonly strength: 'hard' | 'soft';
}

/**
 * What the tasks of a service connect to: stores that their environment names, directly or through a parameter of the
 * Systems Manager.
 */
export function hostsBehind(service: Resource, graph: ResourceGraph): TaskDependency[] {
  const taskDefinition = taskDefinitionOf(service, graph);
  if (!taskDefinition) return [];
  const containers = property(taskDefinition, 'ContainerDefinitions');
  const stores = [containers, ...parameterValues(containers, service, graph)].flatMap((value) =>
    graph.named(value, ...STORES),
  );
  return [...new Set(stores)].map((to) => ({
    to,
    strength: SOFT.includes(to.type) && declaredState(to) !== 'system of record' ? 'soft' : 'hard',
  }));
}

function parameterValues(containers: Value, service: Resource, graph: ResourceGraph): Value[] {
  const names = textsIn(containers).flatMap((text) => {
    const path = /:parameter(\/.+)$/.exec(text)?.[1];
    return path === undefined ? [text] : [text, path, path.slice(1)];
  });
  const byName = [
    ...new Set(names.flatMap((name) => graph.holding(name, 'AWS::SSM::Parameter', 'Name'))),
  ].filter((parameter) => parameter.stack.region === service.stack.region);
  return [...byName, ...graph.named(containers, 'AWS::SSM::Parameter')].map((parameter) =>
    property(parameter, 'Value'),
  );
}

/** The databases behind a proxy. */
export function targetsOfProxy(proxy: Resource, graph: ResourceGraph): Resource[] {
  return graph
    .referring(proxy, 'AWS::RDS::DBProxyTargetGroup', 'DBProxyName')
    .flatMap((group) => [
      ...graph.named(property(group, 'DBInstanceIdentifiers'), 'AWS::RDS::DBInstance'),
      ...graph.named(property(group, 'DBClusterIdentifiers'), 'AWS::RDS::DBCluster'),
    ]);
}

/** The database instances whose connections the tasks of a service use, directly or through a proxy. */
export function databasesBehind(service: Resource, graph: ResourceGraph): Resource[] {
  return hostsBehind(service, graph).flatMap(({ to }) => {
    const behind = to.type === 'AWS::RDS::DBProxy' ? targetsOfProxy(to, graph) : [to];
    return behind.filter(({ type }) => type === 'AWS::RDS::DBInstance');
  });
}
