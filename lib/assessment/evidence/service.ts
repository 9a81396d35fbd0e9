import { fact } from '../facts.ts';
import type { Origin } from '../model.ts';
import { originOf, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asList, asNumber, isRecord } from '../read/value.ts';
import { type Unsettled, undecided } from '../terms.ts';

/** How many tasks a service keeps, and which property says so. */
export interface TaskCount {
  /** Undefined when the templates do not determine it. */
  readonly count: number | undefined;
  readonly resource: Resource;
  readonly path: string;
  readonly origin: Origin;
}

const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

/** The scalable target that drives a service's desired count. */
export function scalableTargetOf(service: Resource, graph: ResourceGraph): Resource | undefined {
  const names = [property(service, 'ServiceName')].filter((name): name is string => typeof name === 'string');
  const inRegion = (target: Resource) => target.stack.region === service.stack.region;
  const referring = graph.referring(service, TARGET, 'ResourceId').find(inRegion);
  if (referring || names.length === 0) return referring;
  return graph.ofType(TARGET).find((target) => {
    const id = property(target, 'ResourceId');
    if (!inRegion(target)) return false;
    return typeof id === 'string' && names.some((name) => id.endsWith(`/${name}`));
  });
}

/** Tasks that run when nothing is wrong and nothing is scaled out. */
export function minimumTasks(service: Resource, graph: ResourceGraph): TaskCount {
  return taskCount(service, graph, 'MinCapacity');
}

export function maximumTasks(service: Resource, graph: ResourceGraph): TaskCount {
  return taskCount(service, graph, 'MaxCapacity');
}

function taskCount(service: Resource, graph: ResourceGraph, bound: 'MinCapacity' | 'MaxCapacity'): TaskCount {
  const target = scalableTargetOf(service, graph);
  const [resource, path] = target ? [target, bound] : [service, 'DesiredCount'];
  const value = property(resource, path);
  // ECS starts one task when no number is given.
  const count = value === undefined ? 1 : asNumber(value);
  return { count, resource, path, origin: originOf(resource, path) };
}

export function taskDefinitionOf(service: Resource, graph: ResourceGraph): Resource | undefined {
  return graph.named(property(service, 'TaskDefinition'), 'AWS::ECS::TaskDefinition')[0];
}

export function targetGroupsOf(service: Resource, graph: ResourceGraph): Resource[] {
  return asList(property(service, 'LoadBalancers'))
    .filter(isRecord)
    .flatMap((balancer) => graph.named(balancer.TargetGroupArn, 'AWS::ElasticLoadBalancingV2::TargetGroup'));
}

/** Seconds until a health check gives a target up, with the template's values or the service's defaults. */
export interface Detection {
  readonly seconds: number;
  readonly formula: string;
  readonly origins: readonly Origin[];
  /** Why the seconds are not known, when a setting is there and cannot be resolved. */
  readonly open: Unsettled | undefined;
}

/** A load balancer stops sending requests after `interval x threshold`. */
export function targetDetection(targetGroup: Resource): Detection {
  const interval = setting(targetGroup, 'HealthCheckIntervalSeconds', 'elb.health.interval', 30);
  const threshold = setting(targetGroup, 'UnhealthyThresholdCount', 'elb.health.threshold', 2);
  return {
    seconds: interval.value * threshold.value,
    formula: `${interval.value} s x ${threshold.value} failures`,
    origins: [interval.origin, threshold.origin],
    open: undecided(targetGroup, 'HealthCheckIntervalSeconds', 'UnhealthyThresholdCount'),
  };
}

/** ECS replaces a task after `interval x retries + timeout` of its essential container's health check. */
export function containerDetection(taskDefinition: Resource): Detection | undefined {
  const index = asList(property(taskDefinition, 'ContainerDefinitions')).findIndex(
    (container) => isRecord(container) && container.HealthCheck !== undefined,
  );
  if (index < 0) return undefined;
  const base = `ContainerDefinitions.${index}.HealthCheck`;
  const interval = setting(taskDefinition, `${base}.Interval`, 'ecs.health.interval', 30);
  const retries = setting(taskDefinition, `${base}.Retries`, 'ecs.health.retries', 3);
  const timeout = setting(taskDefinition, `${base}.Timeout`, 'ecs.health.timeout', 5);
  return {
    seconds: interval.value * retries.value + timeout.value,
    formula: `${interval.value} s x ${retries.value} failures + ${timeout.value} s`,
    origins: [interval.origin, retries.origin, timeout.origin],
    open: undecided(taskDefinition, `${base}.Interval`, `${base}.Retries`, `${base}.Timeout`),
  };
}

function setting(
  resource: Resource,
  path: string,
  defaultFact: Parameters<typeof fact>[0],
  defaultValue: number,
): { value: number; origin: Origin } {
  const value = asNumber(property(resource, path));
  return value === undefined
    ? { value: defaultValue, origin: fact(defaultFact) }
    : { value, origin: originOf(resource, path) };
}
