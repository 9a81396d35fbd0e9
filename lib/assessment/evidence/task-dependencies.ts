import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { textsIn, type Value } from '../read/value.ts';
import { taskDefinitionOf } from './service.ts';

const STORES = ['AWS::RDS::DBProxy', 'AWS::RDS::DBInstance', 'AWS::ElastiCache::ReplicationGroup'];

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
    strength: to.type === 'AWS::ElastiCache::ReplicationGroup' ? 'soft' : 'hard',
  }));
}

function parameterValues(containers: Value, service: Resource, graph: ResourceGraph): Value[] {
  const texts = textsIn(containers);
  const inRegion = graph
    .ofType('AWS::SSM::Parameter')
    .filter((parameter) => parameter.stack.region === service.stack.region);
  const byName = inRegion.filter((parameter) => {
    const name = property(parameter, 'Name');
    return (
      typeof name === 'string' &&
      texts.some(
        (text) => text === name || text.endsWith(`:parameter${name.startsWith('/') ? '' : '/'}${name}`),
      )
    );
  });
  return [...byName, ...graph.named(containers, 'AWS::SSM::Parameter')].map((parameter) =>
    property(parameter, 'Value'),
  );
}

/** The databases behind a proxy. */
export function targetsOfProxy(proxy: Resource, graph: ResourceGraph): Resource[] {
  return graph
    .ofType('AWS::RDS::DBProxyTargetGroup')
    .filter((group) => graph.named(property(group, 'DBProxyName')).includes(proxy))
    .flatMap((group) => graph.named(property(group, 'DBInstanceIdentifiers'), 'AWS::RDS::DBInstance'));
}

/** The databases whose connections the tasks of a service use, directly or through a proxy. */
export function databasesBehind(service: Resource, graph: ResourceGraph): Resource[] {
  return hostsBehind(service, graph).flatMap(({ to }) => {
    if (to.type === 'AWS::RDS::DBProxy') return targetsOfProxy(to, graph);
    return to.type === 'AWS::RDS::DBInstance' ? [to] : [];
  });
}
