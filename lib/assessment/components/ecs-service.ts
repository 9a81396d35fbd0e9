import { type ComponentKind, inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { groupsOf } from '../evidence/capacity-providers.ts';
import {
  containerDetection,
  minimumTasks,
  targetDetection,
  targetGroupsOf,
  taskDefinitionOf,
} from '../evidence/service.ts';
import { hostsBehind } from '../evidence/task-dependencies.ts';
import { zonesOf } from '../evidence/zones.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route, Term } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource } from '../read/graph.ts';
import { textsIn } from '../read/value.ts';
import { zonesOfGroup } from '../routes/instances.ts';
import { regionDecision } from '../routes/region.ts';
import { deployAgain, nothingKept, oneZone } from '../routes/stateless.ts';
import { assumed, blocked, computed, estimate, mend, unknown, unrecoverable } from '../terms.ts';

const SUBNETS = 'NetworkConfiguration.AwsvpcConfiguration.Subnets';

/** An ECS service: stateless, so it costs time and never data. */
export const ecsService: ComponentKind = {
  kind: 'ecs-service',
  types: ['AWS::ECS::Service'],
  recognise: (resource) => {
    const name = property(resource, 'ServiceName');
    return { name: `service ${typeof name === 'string' ? name : resource.logicalId}`, state: 'none' };
  },
  dependsOn: (service, context) => [
    ...hostsBehind(service, context.graph),
    ...groupsOf(service, context.graph).map((to) => ({ to, strength: 'hard' as const })),
  ],
  routes: (service, disruption, context) => ROUTES[disruption](service, context),
  serviceLevel: (service, context) =>
    // A service in one zone has no published service level: the instance-level one covers EC2 alone.
    zonesOf(property(service, SUBNETS), context.graph).zones.length >= 2
      ? { percent: FACTS['sla.compute.region'].value, origin: fact('sla.compute.region') }
      : undefined,
};

const ROUTES: Record<Disruption, (service: Resource, context: ModelContext) => readonly Route[]> = {
  process: (service, context) => [replaceTask(service, context, 'ecs.replace-task', 'replace the task')],
  node: (service, context) => [
    replaceTask(service, context, 'ecs.replace-host', 'start the task on another host'),
  ],
  zone: (service, context) => [otherZones(service, context)],
  region: (service, context) => [recoveryService(service, context)],
  corruption: (service, context) => [rollBack(service, context)],
  deletion: (service, context) => [afterStores(deployAgain(service, context, 'deletion.detect'))],
  compromise: (service, context) => [afterStores(deployAgain(service, context, 'compromise.detect'))],
};

/** The slower of the two health checks that notice a dead or hung task. */
function detection(service: Resource, context: ModelContext): Term | undefined {
  const taskDefinition = taskDefinitionOf(service, context.graph);
  const checks = [
    ...targetGroupsOf(service, context.graph).map(targetDetection),
    ...(taskDefinition ? [containerDetection(taskDefinition)] : []),
  ].filter((check) => check !== undefined);
  const slowest = checks.toSorted((one, other) => other.seconds - one.seconds)[0];
  return (
    slowest &&
    computed('A health check gives the task up', 'detect', slowest.seconds, slowest.formula, slowest.origins)
  );
}

function replaceTask(service: Resource, context: ModelContext, id: string, name: string): Route {
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
    rto: estimate(noticed, assumed(context, 'fargate.start', 'recover')),
    rpo: nothingKept(service),
    proof: noticed.origins,
  };
}

function otherZones(service: Resource, context: ModelContext): Route {
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

function recoveryService(service: Resource, context: ModelContext): Route {
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
  const warm = (there.count ?? 0) > 0;
  // Cold tasks start only once the database they connect to is writable; warm ones are there and reconnect.
  const scaling =
    (there.count ?? 0) >= (here.count ?? 1) ? [] : [assumed(context, 'region.launchCapacity', 'recover')];
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

function rollBack(service: Resource, context: ModelContext): Route {
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
function afterStores(route: Route): Route {
  return { ...route, afterDependencies: true };
}
