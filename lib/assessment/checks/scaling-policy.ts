import { maximumTasks, minimumTasks, scalableTargetOf } from '../evidence/service.ts';
import type { Finding } from '../model.ts';
import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asNumber } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const TARGET_VALUE = 'TargetTrackingScalingPolicyConfiguration.TargetValue';

/** S5: what the remaining zones must carry grows, so every scalable service needs a policy that follows its load. */
export const scalingPolicy: Check = (context) =>
  context.graph.ofType('AWS::ECS::Service').flatMap((service): Finding[] => {
    const target = scalableTargetOf(service, context.graph);
    if (!target) return [];
    const policies = policiesOf(target, context.graph);
    const warn = (message: string, at: Resource, path: string, change: string): Finding => ({
      rule: 'scaling-policy',
      severity: 'warning',
      disruptions: ['zone'],
      criteria: ['S5'],
      component: `${service.stack.name}/${service.logicalId}`,
      message,
      mends: [mend(at, path, change)],
    });
    const where = `${service.logicalId} of ${service.stack.region}`;
    const findings: Finding[] = [];
    if (policies.length === 0)
      findings.push(
        warn(`Nothing scales ${where} with its load.`, target, 'ResourceId', 'Add a scaling policy for it'),
      );
    for (const policy of policies) {
      const goal = asNumber(property(policy, TARGET_VALUE));
      if (property(policy, 'PolicyType') === 'TargetTrackingScaling' && (goal === undefined || goal <= 0))
        findings.push(
          warn(
            `${policy.logicalId} tracks no target value above zero, so it does not scale ${where} with its load.`,
            policy,
            TARGET_VALUE,
            'Set TargetValue to the load that one task carries',
          ),
        );
    }
    const [least, most] = [minimumTasks(service, context.graph), maximumTasks(service, context.graph)];
    if (least.count !== undefined && (most.count === undefined || most.count <= least.count))
      findings.push(
        warn(
          `${where} starts with ${least.count} tasks and is not shown to grow beyond ${most.count ?? 'them'}.`,
          most.resource,
          most.path,
          `Set ${most.path} above ${least.count}`,
        ),
      );
    return findings;
  });

function policiesOf(target: Resource, graph: ResourceGraph): Resource[] {
  return [...graph.referring(target, POLICY, 'ScalingTargetId')];
}
