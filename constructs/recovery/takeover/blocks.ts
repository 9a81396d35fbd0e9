import type { CfnPlan } from 'aws-cdk-lib/aws-arcregionswitch';
import type { TakeoverAction, TakeoverBlock, TakeoverStep } from '../../../lib/takeover/step.ts';

/** What the blocks name beside themselves. */
export interface BlockContext {
  readonly approvalRoleArn: string;
  /** The function that does an action, in each region of the plan: the engine chooses. */
  readonly functionArns: (action: TakeoverAction) => readonly string[];
}

/** A step as the engine's plan has it. */
export function planStep(step: TakeoverStep, context: BlockContext): CfnPlan.StepProperty {
  const { name, description, timeoutMinutes, block } = step;
  return { name, description, ...executionBlock(block, timeoutMinutes, context) };
}

type Block = Pick<CfnPlan.StepProperty, 'executionBlockType' | 'executionBlockConfiguration'>;

function executionBlock(block: TakeoverBlock, timeoutMinutes: number, context: BlockContext): Block {
  switch (block.kind) {
    case 'approval':
      return {
        executionBlockType: 'ManualApproval',
        executionBlockConfiguration: {
          executionApprovalConfig: { approvalRole: context.approvalRoleArn, timeoutMinutes },
        },
      };
    case 'action':
      return {
        executionBlockType: 'CustomActionLambda',
        executionBlockConfiguration: {
          customActionLambdaConfig: {
            lambdas: context.functionArns(block.action).map((arn) => ({ arn })),
            regionToRun: 'activatingRegion',
            retryIntervalMinutes: block.retryMinutes,
            timeoutMinutes,
            // What may be left out when there is no time for order; a database that is not there may not.
            ...((block.action === 'fence' || block.action === 'verify') && {
              ungraceful: { behavior: 'skip' },
            }),
          },
        },
      };
    case 'promote':
      return {
        executionBlockType: 'RdsPromoteReadReplica',
        executionBlockConfiguration: {
          rdsPromoteReadReplicaConfig: { dbInstanceArnMap: { ...block.instances }, timeoutMinutes },
        },
      };
    case 'replicate':
      return {
        executionBlockType: 'RdsCreateCrossRegionReplica',
        executionBlockConfiguration: {
          rdsCreateCrossRegionReadReplicaConfig: { dbInstanceArnMap: { ...block.instances }, timeoutMinutes },
        },
      };
    case 'scale':
      return {
        executionBlockType: 'ECSServiceScaling',
        executionBlockConfiguration: {
          ecsCapacityIncreaseConfig: {
            services: [...block.services],
            targetPercent: 100,
            capacityMonitoringApproach: 'sampledMaxInLast24Hours',
            waitElbTargetGroupHealthy: 'enabled',
            ungraceful: { minimumSuccessPercentage: block.ungracefulPercent },
            timeoutMinutes,
          },
        },
      };
    case 'traffic':
      return {
        executionBlockType: 'Route53HealthCheck',
        executionBlockConfiguration: {
          route53HealthCheckConfig: {
            hostedZoneId: block.hostedZoneId,
            recordName: block.recordName,
            recordSets: Object.entries(block.records).map(([region, recordSetIdentifier]) => ({
              region,
              recordSetIdentifier,
            })),
            timeoutMinutes,
          },
        },
      };
  }
}
