import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Route } from '../model.ts';
import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { balancerRoutes, balancerServiceLevel } from '../routes/balancer.ts';
import { takeOver } from '../routes/managed.ts';

const TYPE = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/** An application or network load balancer. */
export const loadBalancer: ComponentKind = {
  kind: 'load-balancer',
  types: [TYPE],
  recognise: (resource) => ({ name: `load balancer ${resource.logicalId}`, state: 'none' }),
  dependsOn: (balancer, context) =>
    servicesBehind(balancer, context.graph).map((to) => ({ to, strength: 'hard' })),
  routes: (balancer, disruption, context) => balancerRoutes(balancer, disruption, context, recoveryBalancer),
  serviceLevel: balancerServiceLevel,
};

/** Services, groups, instances and functions whose target groups the balancer's listeners forward to. */
function servicesBehind(balancer: Resource, graph: ResourceGraph): Resource[] {
  const listeners = graph.referring(balancer, 'AWS::ElasticLoadBalancingV2::Listener', 'LoadBalancerArn');
  const rules = listeners.flatMap((listener) =>
    graph.referring(listener, 'AWS::ElasticLoadBalancingV2::ListenerRule', 'ListenerArn'),
  );
  const groups = new Set(
    [
      ...listeners.map((listener) => property(listener, 'DefaultActions')),
      ...rules.map((rule) => property(rule, 'Actions')),
    ].flatMap((actions) => graph.named(actions, 'AWS::ElasticLoadBalancingV2::TargetGroup')),
  );
  const services = [...groups].flatMap((group) =>
    graph.referring(group, 'AWS::ECS::Service', 'LoadBalancers'),
  );
  const scaled = [...groups].flatMap((group) =>
    graph.referring(group, 'AWS::AutoScaling::AutoScalingGroup', 'TargetGroupARNs'),
  );
  const targets = [...groups].flatMap((group) =>
    graph.named(property(group, 'Targets'), 'AWS::EC2::Instance', 'AWS::Lambda::Function'),
  );
  return [...new Set([...services, ...scaled, ...targets])];
}

/** How requests come to the recovery region's balancer is the business of what stands before it. */
function recoveryBalancer(balancer: Resource, context: ModelContext): Route {
  return takeOver(balancer, context, { id: 'elb.recovery-region', noun: 'load balancer' });
}
