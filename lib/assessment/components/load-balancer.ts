import { type ComponentKind, inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import type { Route } from '../model.ts';
import { attributeOrigin, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { balancerRoutes, balancerServiceLevel } from '../routes/balancer.ts';
import { nothingKept } from '../routes/stateless.ts';
import { blocked, estimate, mend, nothing, unrecoverable } from '../terms.ts';

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
