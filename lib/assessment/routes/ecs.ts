import { inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import { groupsOf } from '../evidence/capacity-providers.ts';
import {
  containerDetection,
  type Detection,
  minimumTasks,
  targetDetection,
  targetGroupsOf,
  taskDefinitionOf,
} from '../evidence/service.ts';
import { zonesOf } from '../evidence/zones.ts';
import type { Route } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource } from '../read/graph.ts';
import { textsIn } from '../read/value.ts';
import { assumed, blocked, estimate, mend, unknown, unreadable, unrecoverable } from '../terms.ts';
import { noticedBy } from './detection.ts';
import { zonesOfGroup } from './instances.ts';
import { regionDecision } from './region.ts';
import { nothingKept, oneZone } from './stateless.ts';

/** The subnets that a service's tasks run in. */
export const SUBNETS = 'NetworkConfiguration.AwsvpcConfiguration.Subnets';

/** The slower of the two health checks that notice a dead or hung task. */
function detection(service: Resource, context: ModelContext): Detection | undefined {
  const taskDefinition = taskDefinitionOf(service, context.graph);
  const checks = [
    ...targetGroupsOf(service, context.graph).map(targetDetection),
    ...(taskDefinition ? [containerDetection(taskDefinition)] : []),
  ].filter((check) => check !== undefined);
  const slowest = checks.toSorted((one, other) => other.seconds - one.seconds)[0];
  return checks.find(({ open }) => open) ?? slowest;
}

export function replaceTask(service: Resource, context: ModelContext, id: string, name: string): Route {
  const noticed = detection(service, context);
  if (!noticed) {
    const change = mend(
      service,
      'LoadBalancers',
      'Give the container a health check, or the service a load balancer with one',
    );
    return blocked(id, name, unknown('No health check notices a task that hangs.', change));
  }
  return {
    id,
    name,
    rto: estimate(
      noticedBy(noticed, 'A health check gives the task up'),
      assumed(context, 'fargate.start', 'recover'),
    ),
    rpo: nothingKept(service),
    proof: noticed.origins,
  };
}

export function otherZones(service: Resource, context: ModelContext): Route {
  const [id, name] = ['ecs.other-zones', 'serve from the other zones and start the missing tasks there'];
  const [group] = groupsOf(service, context.graph);
  // Tasks on instances are where the instances are, whatever subnets their interfaces may use.
  const spread = group ? zonesOfGroup(group, context) : zonesOf(property(service, SUBNETS), context.graph);
  if (spread.zones.length < 2)
    return blocked(id, name, oneZone(service, SUBNETS, spread.zones, spread.complete), spread.proof);
  return {
    id,
    name,
    rto: estimate(assumed(context, 'zone.detect', 'detect'), assumed(context, 'fargate.start', 'recover')),
    rpo: nothingKept(service),
    proof: spread.proof,
  };
}

export function recoveryService(service: Resource, context: ModelContext): Route {
  const [id, name] = ['ecs.recovery-region', 'scale the service out in the recovery region'];
  const [counterpart] = inRecoveryRegion(context, 'AWS::ECS::Service');
  if (!counterpart) {
    return blocked(
      id,
      name,
      unrecoverable(
        'No service is deployed in the recovery region.',
        mend(service, 'ServiceName', 'Deploy the service stack in the recovery region'),
      ),
    );
  }
  const taskDefinition = taskDefinitionOf(counterpart, context.graph);
  const image = taskDefinition && textsIn(property(taskDefinition, 'ContainerDefinitions.0.Image'))[0];
  const registryRegion = image && /\.dkr\.ecr\.([a-z0-9-]+)\./.exec(image)?.[1];
  if (taskDefinition && registryRegion === context.primaryRegion) {
    const change = mend(
      taskDefinition,
      'ContainerDefinitions.0.Image',
      `Use an image in a registry of ${context.recoveryRegion}`,
    );
    return blocked(
      id,
      name,
      unrecoverable(`The image is pulled from ${registryRegion}, which is lost.`, change),
    );
  }
  const here = minimumTasks(service, context.graph);
  const there = minimumTasks(counterpart, context.graph);
  if (here.count === undefined) return blocked(id, name, unreadable(here.resource, here.path), [here.origin]);
  const warm = (there.count ?? 0) > 0;
  // Cold tasks start only once the database they connect to is writable; warm ones are there and reconnect.
  const scaling =
    (there.count ?? 0) >= here.count ? [] : [assumed(context, 'region.launchCapacity', 'recover')];
  const start = warm ? [] : [assumed(context, 'fargate.start', 'recover')];
  return {
    id,
    name: warm ? 'take over with the running tasks of the recovery region and scale out' : name,
    rto: estimate(...regionDecision(context), ...start, ...scaling),
    rpo: nothingKept(service),
    afterDependencies: !warm,
    proof: [there.origin, attributeOrigin(counterpart, 'Type')],
  };
}

export function rollBack(service: Resource, context: ModelContext): Route {
  const [id, name] = ['ecs.roll-back', 'deployment alarms and circuit breaker roll the release back'];
  const alarms = 'DeploymentConfiguration.Alarms.Rollback';
  const breaker = 'DeploymentConfiguration.DeploymentCircuitBreaker.Rollback';
  const proof = [originOf(service, alarms), originOf(service, breaker)];
  if (property(service, alarms) !== true && property(service, breaker) !== true) {
    return {
      id: 'ecs.roll-back-by-hand',
      name: 'a person deploys the previous release',
      rto: estimate(assumed(context, 'human.detect', 'detect'), assumed(context, 'human.restore', 'recover')),
      rpo: nothingKept(service),
      proof,
    };
  }
  return {
    id,
    name,
    rto: estimate(assumed(context, 'deploy.badImpact', 'detect')),
    rpo: nothingKept(service),
    proof,
  };
}

/** Tasks start only once the stores they connect to are there again. */
export function afterStores(route: Route): Route {
  return { ...route, afterDependencies: true };
}
