import type { FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { acknowledge } from './acknowledge.ts';

/**
 * Gives the reasons for what every task of ours does against the rules: policies of its own, a sign-in to the registry, and variables.
 * @param variables what the container's variables name
 */
export function acknowledgeTask(definition: FargateTaskDefinition, variables: string): void {
  const ownPolicy = {
    'NIST.800.53.R5-IAMNoInlinePolicy': 'The policy belongs to this role alone and lives and dies with it.',
  };
  acknowledge(definition.taskRole, ownPolicy);
  acknowledge(definition.obtainExecutionRole(), {
    ...ownPolicy,
    'AwsSolutions-IAM5[Resource::*]':
      'ecr:GetAuthorizationToken supports no resource; what it admits to is limited beside it.',
  });
  const resource = definition.node.defaultChild;
  if (resource) acknowledge(resource, { 'AwsSolutions-ECS2': variables });
}
