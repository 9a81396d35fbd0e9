import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ContainerImage, type FargateTaskDefinition, LogDrivers } from 'aws-cdk-lib/aws-ecs';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';

/** Name of the container that injects faults into its own task. */
export const FAULT_AGENT = 'fault-agent';

/** Runs without root and has what the faults need. */
const IMAGE = 'public.ecr.aws/aws-fis/aws-fis-ssm-agent-non-root:latest';

const MEMORY_MIB = 256;

export interface FaultAgentProps {
  readonly names: PlatformNames;
  readonly logsKey: IKey;
  readonly definition: FargateTaskDefinition;
}

/**
 * Stands beside the app where faults are rehearsed, and nowhere else: an agent of SSM that registers its task, so that
 * FIS can slow, cut or drop the task's network. The app does without it.
 */
export class FaultAgent extends Construct {
  constructor(scope: Construct, id: string, props: FaultAgentProps) {
    super(scope, id);
    const { names, definition } = props;
    const { region } = Stack.of(this);
    const agent = this.agentRole(names);
    definition.addContainer('FaultAgent', {
      containerName: FAULT_AGENT,
      image: ContainerImage.fromRegistry(IMAGE),
      essential: false,
      memoryLimitMiB: MEMORY_MIB,
      command: ['/bin/bash', '-c', registerTask(agent.roleName, region)],
      logging: LogDrivers.awsLogs({
        logGroup: this.logGroup(names, props.logsKey),
        streamPrefix: FAULT_AGENT,
      }),
    });
    definition.addToTaskRolePolicy(
      new PolicyStatement({ actions: ['ssm:AddTagsToResource', 'ssm:CreateActivation'], resources: ['*'] }),
    );
    definition.addToTaskRolePolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [agent.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
      }),
    );
  }

  /** What the agent itself may do once it is registered. */
  private agentRole(names: PlatformNames): Role {
    const role = new Role(this, 'Role', {
      description: `Agent that injects faults into the tasks of ${names.prefix}`,
      assumedBy: new ServicePrincipal('ssm.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      }),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore')],
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['ssm:DeleteActivation', 'ssm:DeregisterManagedInstance'],
        resources: ['*'],
      }),
    );
    acknowledge(role, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]':
        'AWS names this policy for agents of SSM; it reads documents and answers commands.',
      'AwsSolutions-IAM5[Resource::*]':
        'Activations and agents have ids that SSM draws; it only takes back its own.',
      'NIST.800.53.R5-IAMNoInlinePolicy': 'The policy belongs to this role alone and lives and dies with it.',
    });
    serves(role, { criteria: ['T6'], controls: ['NIST 800-53r5 AC-6', 'NIST 800-53r5 CP-4'] });
    return role;
  }

  private logGroup(names: PlatformNames, key: IKey): LogGroup {
    return new LogGroup(this, 'Log', {
      logGroupName: `/${names.prefix}/${FAULT_AGENT}`,
      encryptionKey: key,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}

/** Registers the task under the tags by which FIS finds it, serves, and takes the registration back at the end. */
function registerTask(roleName: string, region: string): string {
  return `
set -e
task=$(curl -s "$ECS_CONTAINER_METADATA_URI_V4/task")
arn=$(jq -er .TaskARN <<<"$task")
zone=$(jq -er .AvailabilityZone <<<"$task")
activation=$(aws ssm create-activation --region ${region} --iam-role ${roleName} --tags \\
  Key=ECS_TASK_ARN,Value="$arn" Key=ECS_TASK_AVAILABILITY_ZONE,Value="$zone" Key=FAULT_INJECTION_SIDECAR,Value=true)
id=$(jq -er .ActivationId <<<"$activation")
take_back() {
  aws ssm delete-activation --region ${region} --activation-id "$id"
  aws ssm deregister-managed-instance --region ${region} \\
    --instance-id "$(jq -er .ManagedInstanceID /var/lib/amazon/ssm/registration)"
  kill -TERM "$agent"
}
trap take_back TERM INT
amazon-ssm-agent -register -code "$(jq -er .ActivationCode <<<"$activation")" -id "$id" -region ${region}
amazon-ssm-agent &
agent=$!
wait "$agent"
`.trim();
}
