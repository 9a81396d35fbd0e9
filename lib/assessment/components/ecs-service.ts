import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { groupsOf } from '../evidence/capacity-providers.ts';
import { hostsBehind } from '../evidence/task-dependencies.ts';
import { zonesOf } from '../evidence/zones.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { afterStores, otherZones, recoveryService, replaceTask, rollBack, SUBNETS } from '../routes/ecs.ts';
import { deployAgain } from '../routes/stateless.ts';

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
