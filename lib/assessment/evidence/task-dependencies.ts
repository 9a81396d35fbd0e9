import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { textsIn, type Value } from '../read/value.ts';
import { declaredState } from './declared-state.ts';
import { needsIn } from './environment.ts';
import { taskDefinitionOf } from './service.ts';

/** A service that runs goes on without its bucket's files; secrets and keys are read when a task starts. */
const LOADED_APART = /^AWS::(S3::Bucket|SecretsManager::Secret|KMS::Key)$/;

/** What a task connects to. A cache is a soft need: the application goes on without it, slower. */
export interface TaskDependency {
  readonly to: Resource;
  readonly strength: 'hard' | 'soft';
}

/**
 * What the tasks of a service connect to: stores, queues, topics, streams and workflows that their environment names,
 * directly or through a parameter of the Systems Manager.
 */
export function hostsBehind(service: Resource, graph: ResourceGraph): TaskDependency[] {
  const taskDefinition = taskDefinitionOf(service, graph);
  if (!taskDefinition) return [];
  const containers = property(taskDefinition, 'ContainerDefinitions');
  const values = [containers, ...parameterValues(containers, service, graph)];
  return needsIn(values, graph)
    .filter(({ to }) => !LOADED_APART.test(to.type))
    .map(({ to, strength }) => ({
      to,
      strength: declaredState(to) === 'system of record' ? 'hard' : strength,
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
