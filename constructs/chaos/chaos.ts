import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { CfnService, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import type { RegionKeys } from '../keys/region-keys.ts';
import { reportBucket } from '../recovery/takeover/report-bucket.ts';
import type { Service } from '../service/service.ts';
import { underlying } from '../underlying.ts';
import type { Experiment, ExperimentContext } from './experiment.ts';
import { ExperimentTemplate } from './experiment-template.ts';
import { cacheNodeLoss } from './experiments/cache-node-loss.ts';
import { databaseFailover } from './experiments/database-failover.ts';
import { regionConnectivityLoss } from './experiments/region-connectivity-loss.ts';
import { taskFaults } from './experiments/task-faults.ts';
import { taskStop } from './experiments/task-stop.ts';
import { zonePowerLoss } from './experiments/zone-power-loss.ts';
import { FAULT_AGENT } from './fault-agent.ts';
import { taskFaultGaps } from './task-fault-readiness.ts';

export interface ChaosProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly keys: Pick<RegionKeys, 'logs' | 'backup'>;
  readonly service: Pick<Service, 'service'>;
}

/** The faults that can be rehearsed in the primary region, each with what stops it, a log and a report. */
export class Chaos extends Construct {
  constructor(scope: Construct, id: string, props: ChaosProps) {
    super(scope, id);
    const { config, names, vpc, keys, service } = props;
    const { account, partition } = Stack.of(this);
    const region = config.regions.primary.name;
    const context: ExperimentContext = { config, names, region, account, partition, vpcId: vpc.vpcId };
    const log = new LogGroup(this, 'Log', {
      logGroupName: `/${names.prefix}/experiments`,
      encryptionKey: keys.logs,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const reports = { bucket: reportBucket(this, 'Reports', keys.backup), key: keys.backup };
    for (const experiment of experiments(context)) {
      new ExperimentTemplate(this, experiment.name, { context, experiment, log, reports });
    }
    if (config.chaos.taskFaults) this.node.addValidation({ validate: () => gapsOf(service) });
  }
}

function experiments(context: ExperimentContext): Experiment[] {
  const { config } = context;
  const { zones } = config.regions.primary;
  const cacheSurvives = config.cache.replicas > 0;
  return [
    taskStop(context),
    ...(config.chaos.taskFaults ? taskFaults(context) : []),
    databaseFailover(context),
    ...(cacheSurvives ? zones.map((zone) => cacheNodeLoss(context, zone)) : []),
    ...zones.map((zone) => zonePowerLoss(context, zone, cacheSurvives)),
    regionConnectivityLoss(context),
  ];
}

function gapsOf({ service }: Pick<Service, 'service'>): string[] {
  const { taskDefinition } = service;
  const definition = underlying(taskDefinition, CfnTaskDefinition);
  return taskFaultGaps({
    pidMode: definition.pidMode,
    enableFaultInjection: definition.enableFaultInjection,
    enableExecuteCommand: serviceResource(service).enableExecuteCommand,
    hasAgent: taskDefinition.findContainer(FAULT_AGENT) !== undefined,
  });
}

/** A service has its resource under a name of its own, and no default child. */
function serviceResource(service: Construct): CfnService {
  const found = service.node.findAll().find((child): child is CfnService => child instanceof CfnService);
  if (found) return found;
  throw new Error(
    `${service.node.path} has no CfnService under it; it was made with another version of aws-cdk-lib.`,
  );
}
