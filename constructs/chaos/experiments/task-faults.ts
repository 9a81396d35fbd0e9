import { APP_PORT } from '../../service/target-group.ts';
import {
  type Experiment,
  type ExperimentContext,
  type FaultPermission,
  RESOLVE_TARGETS,
  tasks,
} from '../experiment.ts';

const DURATION = 'PT5M';

/** On Fargate faults of the network go through the endpoints of ECS, and the agent's image brings what they need. */
const ON_FARGATE = { useEcsFaultInjectionEndpoints: 'true', installDependencies: 'false' };

/** SSM documents that the fault agent runs. */
const DOCUMENTS = {
  hang: 'AWSFIS-Run-Network-Blackhole-Port-ECS',
  latency: 'AWSFIS-Run-Network-Latency-ECS',
  loss: 'AWSFIS-Run-Network-Packet-Loss-ECS',
};

/** The faults inside tasks; they need the fault agent beside the app. */
export function taskFaults(context: ExperimentContext): Experiment[] {
  const hosts = externalHosts(context);
  return [
    {
      name: 'task-hang',
      disruption: 'process',
      description:
        'One task goes on but answers nobody, as if it hung: the load balancer takes it out, and ECS replaces it.',
      targets: { task: tasks(context, 'COUNT(1)') },
      actions: {
        hang: {
          actionId: 'aws:ecs:task-network-blackhole-port',
          parameters: {
            duration: DURATION,
            port: String(APP_PORT),
            protocol: 'tcp',
            trafficType: 'ingress',
            ...ON_FARGATE,
          },
          targets: { Tasks: 'task' },
        },
      },
      permissions: agentPermissions(context, DOCUMENTS.hang),
    },
    ...(hosts.length > 0 ? [latency(context, hosts), loss(context, hosts)] : []),
  ];
}

function latency(context: ExperimentContext, hosts: readonly string[]): Experiment {
  return {
    name: 'dependency-latency',
    description: `Half of the tasks wait three seconds longer for ${hosts.join(' and ')}: circuit breakers open, and users get the useful answer without them.`,
    targets: { tasks: tasks(context, 'PERCENT(50)') },
    actions: {
      delay: {
        actionId: 'aws:ecs:task-network-latency',
        parameters: {
          duration: DURATION,
          delayMilliseconds: '3000',
          jitterMilliseconds: '500',
          sources: hosts.join(','),
          ...ON_FARGATE,
        },
        targets: { Tasks: 'tasks' },
      },
    },
    permissions: agentPermissions(context, DOCUMENTS.latency),
  };
}

function loss(context: ExperimentContext, hosts: readonly string[]): Experiment {
  return {
    name: 'dependency-loss',
    description: `Half of the tasks lose a third of their packets to ${hosts.join(' and ')}: requests are tried again within their deadline, and no more often.`,
    targets: { tasks: tasks(context, 'PERCENT(50)') },
    actions: {
      lose: {
        actionId: 'aws:ecs:task-network-packet-loss',
        parameters: { duration: DURATION, lossPercent: '33', sources: hosts.join(','), ...ON_FARGATE },
        targets: { Tasks: 'tasks' },
      },
    },
    permissions: agentPermissions(context, DOCUMENTS.loss),
  };
}

/** Hosts of the services outside of AWS that the app is configured with. */
function externalHosts({ config }: ExperimentContext): string[] {
  const addresses = [config.drafting?.endpoint, config.drafting?.fallback?.endpoint, config.crm?.url];
  return [...new Set(addresses.flatMap((address) => (address ? [new URL(address).hostname] : [])))];
}

function agentPermissions(
  { partition, region, account, names }: ExperimentContext,
  document: string,
): FaultPermission[] {
  return [
    {
      actions: ['ecs:DescribeTasks'],
      resources: [`arn:${partition}:ecs:${region}:${account}:task/${names.cluster}/*`],
      wildcardReason:
        'A task’s id is drawn when it starts; only those of this environment’s cluster are described.',
    },
    {
      actions: ['ssm:SendCommand'],
      resources: [`arn:${partition}:ssm:${region}::document/${document}`],
    },
    {
      actions: ['ssm:SendCommand'],
      resources: [`arn:${partition}:ssm:${region}:${account}:managed-instance/*`],
      conditions: { StringEquals: { 'ssm:resourceTag/FAULT_INJECTION_SIDECAR': 'true' } },
      wildcardReason:
        'Agents get ids that SSM draws; a condition admits those that stand beside a task alone.',
    },
    {
      ...RESOLVE_TARGETS,
      actions: [
        ...RESOLVE_TARGETS.actions,
        'ec2:DescribeInstances',
        'ec2:DescribeSubnets',
        'ecs:DescribeContainerInstances',
        'ecs:ListTasks',
        'ssm:CancelCommand',
        'ssm:ListCommands',
      ],
      wildcardReason:
        'Looking up and describing support no resource, nor does cancelling: a command has an id that SSM draws.',
    },
  ];
}
