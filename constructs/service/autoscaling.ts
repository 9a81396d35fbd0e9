import { Duration } from 'aws-cdk-lib';
import { CfnScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import { serves } from '../traceability.ts';
import type { TaskBounds } from './task-bounds.ts';

export interface AutoscalingProps {
  readonly targets: PlatformConfig['service']['targets'];
  readonly bounds: TaskBounds;
  readonly targetGroup: ApplicationTargetGroup;
}

/**
 * Scaling out is quick and scaling in is slow, since the mistake of having too few tasks costs users and the other one
 * only money. The lower bound is what the declared load needs with one zone gone; the autoscaler never goes below it
 * and takes no task out while a deployment runs. Single tasks need no scale-in protection: every request ends within
 * the drain, so a task that is taken out finishes what it has.
 */
export function scaleOnDemand(service: FargateService, props: AutoscalingProps): void {
  const { targets, bounds, targetGroup } = props;
  const cooldown = { scaleOutCooldown: Duration.seconds(60), scaleInCooldown: Duration.seconds(300) };
  const count = service.autoScaleTaskCount({ minCapacity: bounds.min, maxCapacity: bounds.max });
  count.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: targets.cpuPercent, ...cooldown });
  count.scaleOnMemoryUtilization('Memory', { targetUtilizationPercent: targets.memoryPercent, ...cooldown });
  count.scaleOnRequestCount('Requests', {
    requestsPerTarget: targets.requestsPerTargetPerMinute,
    targetGroup,
    ...cooldown,
  });
  for (const child of count.node.findAll()) {
    if (child instanceof CfnScalableTarget) {
      serves(child, {
        criteria: ['S5', 'A1'],
        controls: ['NIST 800-53r5 CP-2(2)', 'NIST 800-53r5 SC-5', 'ISO 27001 A.8.6', 'SOC 2 A1.1'],
      });
    }
  }
}
