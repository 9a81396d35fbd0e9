import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';
import { type Call, changes, looks } from './call.ts';
import { takeoverPlaces } from './places.ts';
import type { TakeoverAction, TakeoverStep, TakeoverWorkflow } from './step.ts';

/** A step with the calls that it makes, in their order. What waits repeats its look until it has seen what it waits for. */
export interface StepCalls {
  readonly step: TakeoverStep;
  readonly calls: readonly Call[];
}

/** The calls of a workflow, step by step. */
export function callsOf(
  workflow: TakeoverWorkflow,
  config: PlatformConfig,
  names: PlatformNames,
): StepCalls[] {
  const side = sideOf(workflow, config, names);
  return workflow.steps.map((step) => ({ step, calls: callsOfStep(step, side) }));
}

/** What the calls name, seen from the region that takes over. */
interface Side {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly region: string;
  readonly other: string;
  readonly instance: string;
  readonly otherInstance: string;
  /** Of the origin of the data, in what way ever it comes here. */
  readonly proxied: boolean;
}

function sideOf({ region }: TakeoverWorkflow, config: PlatformConfig, names: PlatformNames): Side {
  const { primary, recovery } = config.regions;
  const other = region === primary.name ? recovery.name : primary.name;
  const { instanceNames } = takeoverPlaces(config, names);
  return {
    config,
    names,
    region,
    other,
    instance: instanceNames[region] ?? '',
    otherInstance: instanceNames[other] ?? '',
    proxied: region === primary.name,
  };
}

function callsOfStep(step: TakeoverStep, side: Side): Call[] {
  const { region, other, names, instance, otherInstance } = side;
  const { block } = step;
  switch (block.kind) {
    case 'approval':
      return [
        changes('person', 'arc-region-switch:ApprovePlanExecutionStep', region, {
          stepName: step.name,
          approval: 'approve',
        }),
      ];
    case 'action':
      return [
        changes('engine', 'lambda:InvokeFunction', region, {
          functionName: names.takeoverFunction(block.action),
        }),
        ...ACTIONS[block.action](side),
      ];
    case 'promote':
      return [
        looks('engine', 'rds:DescribeDBInstances', region, { dbInstanceIdentifier: instance }),
        changes('engine', 'rds:PromoteReadReplica', region, { dbInstanceIdentifier: instance }),
      ];
    case 'replicate':
      return [
        looks('engine', 'rds:DescribeDBInstances', region, { dbInstanceIdentifier: instance }),
        changes('engine', 'rds:ModifyDBInstance', region, {
          dbInstanceIdentifier: instance,
          newDBInstanceIdentifier: 'chosen by the engine',
        }),
        changes('engine', 'rds:CreateDBInstanceReadReplica', region, {
          dbInstanceIdentifier: instance,
          sourceDBInstanceIdentifier: block.instances[other] ?? otherInstance,
        }),
      ];
    case 'scale': {
      const resourceId = `service/${names.cluster}/${names.service}`;
      return [
        looks('engine', 'ecs:DescribeServices', region, {
          cluster: names.cluster,
          services: [names.service],
        }),
        changes('engine', 'application-autoscaling:RegisterScalableTarget', region, {
          resourceId,
          minCapacity: `what ${other} ran at most in the last 24 hours`,
        }),
        changes('engine', 'ecs:UpdateService', region, {
          cluster: names.cluster,
          service: names.service,
          desiredCount: `what ${other} ran at most in the last 24 hours`,
        }),
        looks('engine', 'elasticloadbalancing:DescribeTargetHealth', region),
      ];
    }
    case 'traffic':
      return [
        looks('engine', 'route53:ListResourceRecordSets', 'global', { hostedZoneId: block.hostedZoneId }),
        changes('engine', 'arc-region-switch health check (no API of Route 53)', 'global', {
          recordName: block.recordName,
          [region]: 'healthy',
          [other]: 'unhealthy',
        }),
      ];
  }
}

/** What the platform's own functions call; each is tested to call nothing else. */
const ACTIONS: Record<TakeoverAction, (side: Side) => Call[]> = {
  fence: ({ other, otherInstance }) => [
    looks('function', 'rds:DescribeDBInstances', other, { dbInstanceIdentifier: otherInstance }),
    changes('function', 'rds:ModifyDBInstance', other, {
      dbInstanceIdentifier: otherInstance,
      enableIAMDatabaseAuthentication: false,
    }),
    changes('function', 'rds:RebootDBInstance', other, { dbInstanceIdentifier: otherInstance }),
  ],
  restore: ({ region, other, instance, otherInstance }) => [
    looks('function', 'rds:DescribeDBInstances', region, { dbInstanceIdentifier: instance }),
    looks('function', 'rds:DescribeDBInstanceAutomatedBackups', region, {
      filters: [`db-instance-id=${otherInstance}`],
    }),
    changes('function', 'rds:RestoreDBInstanceToPointInTime', region, {
      source: `replicated backups of ${otherInstance} of ${other}`,
      targetDBInstanceIdentifier: instance,
      useLatestRestorableTime: true,
    }),
  ],
  open: ({ region, instance, names, proxied, config }) => [
    looks('function', 'rds:DescribeDBInstances', region, { dbInstanceIdentifier: instance }),
    changes('function', 'rds:ModifyDBInstance', region, {
      dbInstanceIdentifier: instance,
      enableIAMDatabaseAuthentication: true,
      multiAZ: config.database.multiAz,
    }),
    ...(proxied
      ? [
          looks('function', 'rds:DescribeDBProxyTargets', region, { dbProxyName: names.databaseProxy }),
          changes('function', 'rds:RegisterDBProxyTargets', region, {
            dbProxyName: names.databaseProxy,
            dbInstanceIdentifiers: [instance],
          }),
        ]
      : []),
  ],
  verify: ({ region, instance, config }) => [
    looks('function', 'rds:DescribeDBInstances', region, { dbInstanceIdentifier: instance }),
    ...(config.domain
      ? [looks('function', 'GET', 'edge', { url: `https://${config.domain.name}/api/health` })]
      : []),
    looks('function', 'cloudwatch:GetMetricData', region, { metric: 'HTTPCode_Target_2XX_Count' }),
  ],
};
