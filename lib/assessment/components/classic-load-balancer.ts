import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { balancerRoutes, balancerServiceLevel } from '../routes/balancer.ts';
import { takeOver } from '../routes/managed.ts';

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
  routes: (balancer, disruption, context) => balancerRoutes(balancer, disruption, context, recoveryBalancer),
  serviceLevel: balancerServiceLevel,
};

function recoveryBalancer(balancer: Resource, context: ModelContext): Route {
  return takeOver(balancer, context, { id: 'elb.recovery-region', noun: 'load balancer' });
}
