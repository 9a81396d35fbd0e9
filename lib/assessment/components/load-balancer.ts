import { type ComponentKind, inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { targetGroupsOf } from '../evidence/service.ts';
import { zonesOf } from '../evidence/zones.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { attributeOrigin, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { deployAgain, nothingKept, otherZones } from '../routes/stateless.ts';
import { blocked, estimate, mend, nothing, unrecoverable } from '../terms.ts';

const TYPE = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/** An application or network load balancer. */
export const loadBalancer: ComponentKind = {
  kind: 'load-balancer',
  types: [TYPE],
  recognise: (resource) => ({ name: `load balancer ${resource.logicalId}`, state: 'none' }),
  dependsOn: (balancer, context) =>
    servicesBehind(balancer, context.graph).map((to) => ({ to, strength: 'hard' })),
  routes: (balancer, disruption, context) => ROUTES[disruption](balancer, context),
  serviceLevel: (balancer, context) => {
    const id =
      zonesOf(property(balancer, 'Subnets'), context.graph).zones.length >= 2
        ? 'sla.elb.multi-az'
        : 'sla.elb.single-az';
    return { percent: FACTS[id].value, origin: fact(id) };
  },
};

/** Services whose target groups the balancer's listeners forward to. */
function servicesBehind(balancer: Resource, graph: ResourceGraph): Resource[] {
  const listeners = graph
    .ofType('AWS::ElasticLoadBalancingV2::Listener')
    .filter((listener) => graph.named(property(listener, 'LoadBalancerArn'), TYPE).includes(balancer));
  const rules = graph
    .ofType('AWS::ElasticLoadBalancingV2::ListenerRule')
    .filter((rule) =>
      graph.named(property(rule, 'ListenerArn')).some((listener) => listeners.includes(listener)),
    );
  const groups = new Set(
    [
      ...listeners.map((listener) => property(listener, 'DefaultActions')),
      ...rules.map((rule) => property(rule, 'Actions')),
    ].flatMap((actions) => graph.named(actions, 'AWS::ElasticLoadBalancingV2::TargetGroup')),
  );
  return graph
    .ofType('AWS::ECS::Service')
    .filter((service) => targetGroupsOf(service, graph).some((group) => groups.has(group)));
}

const ROUTES: Record<
  Disruption,
  (balancer: Resource, context: ModelContext) => readonly Route[] | 'untouched'
> = {
  process: () => 'untouched',
  node: () => 'untouched',
  corruption: () => 'untouched',
  zone: (balancer, context) => [
    otherZones(balancer, 'Subnets', context, {
      id: 'elb.other-zones',
      name: 'leave the zone out of the DNS answer',
      fact: 'elb.zones',
    }),
  ],
  region: (balancer, context) => [recoveryBalancer(balancer, context)],
  deletion: (balancer, context) => [deployAgain(balancer, context, 'deletion.detect')],
  compromise: (balancer, context) => [deployAgain(balancer, context, 'compromise.detect')],
};

/** The recovery region's balancer is there already; how requests come to it is the business of what stands before it. */
function recoveryBalancer(balancer: Resource, context: ModelContext): Route {
  const [id, name] = ['elb.recovery-region', 'use the load balancer of the recovery region'];
  const [counterpart] = inRecoveryRegion(context, TYPE);
  if (!counterpart) {
    return blocked(
      id,
      name,
      unrecoverable(
        'No load balancer is deployed in the recovery region.',
        mend(balancer, 'Name', 'Deploy the service stack in the recovery region'),
      ),
    );
  }
  const proof = [attributeOrigin(counterpart, 'Type')];
  return { id, name, rto: estimate(nothing('It is running', ...proof)), rpo: nothingKept(balancer), proof };
}
