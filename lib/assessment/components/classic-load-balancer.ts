import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { zonesOf } from '../evidence/zones.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { takeOver } from '../routes/managed.ts';
import { deployAgain, otherZones } from '../routes/stateless.ts';

/** A load balancer of the classic kind. */
export const classicLoadBalancer: ComponentKind = {
  kind: 'classic-load-balancer',
  types: ['AWS::ElasticLoadBalancing::LoadBalancer'],
  recognise: (balancer) => ({ name: `load balancer ${balancer.logicalId}`, state: 'none' }),
  dependsOn: (balancer, { graph }) => [
    ...graph
      .named(property(balancer, 'Instances'), 'AWS::EC2::Instance')
      .map((to) => ({ to, strength: 'hard' as const })),
    ...graph
      .ofType('AWS::AutoScaling::AutoScalingGroup')
      .filter((group) => graph.named(property(group, 'LoadBalancerNames')).includes(balancer))
      .map((to) => ({ to, strength: 'hard' as const })),
  ],
  routes: (balancer, disruption, context) => ROUTES[disruption](balancer, context),
  serviceLevel: (balancer, { graph }) => {
    const several = zonesOf(property(balancer, 'Subnets'), graph).zones.length >= 2;
    const id = several ? 'sla.elb.multi-az' : 'sla.elb.single-az';
    return { percent: FACTS[id].value, origin: fact(id) };
  },
};

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
  region: (balancer, context) => [
    takeOver(balancer, context, { id: 'elb.recovery-region', noun: 'load balancer' }),
  ],
  deletion: (balancer, context) => [deployAgain(balancer, context, 'deletion.detect')],
  compromise: (balancer, context) => [deployAgain(balancer, context, 'compromise.detect')],
};
