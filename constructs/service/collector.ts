import { join } from 'node:path';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage, type FargateTaskDefinition, LogDrivers } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';

/** Where the app sends traces and metrics; containers of a task share one network. */
export const OTLP_ENDPOINT = 'http://127.0.0.1:4318';

/** Hard limit, MiB; the collector's own limit in its configuration is below it. */
const MEMORY_MIB = 256;

export interface CollectorProps {
  readonly names: PlatformNames;
  readonly logsKey: IKey;
  readonly definition: FargateTaskDefinition;
}

/**
 * Stands beside the app in every task and carries its traces to X-Ray and its metrics to CloudWatch. The app does without:
 * the task goes on when the collector dies, and ECS restarts it by itself.
 */
export class Collector extends Construct {
  constructor(scope: Construct, id: string, props: CollectorProps) {
    super(scope, id);
    const { names, definition } = props;
    const metrics = this.logGroup('Metrics', names.appMetricsLog, RetentionDays.ONE_WEEK, props.logsKey);
    const own = this.logGroup('Log', `/${names.prefix}/collector`, RetentionDays.ONE_MONTH, props.logsKey);
    const image = new DockerImageAsset(this, 'Image', {
      directory: join(import.meta.dirname, 'collector'),
      platform: Platform.LINUX_ARM64,
    });
    definition.addContainer('Collector', {
      containerName: 'collector',
      image: ContainerImage.fromDockerImageAsset(image),
      essential: false,
      enableRestartPolicy: true,
      memoryLimitMiB: MEMORY_MIB,
      readonlyRootFilesystem: true,
      logging: LogDrivers.awsLogs({ logGroup: own, streamPrefix: 'collector' }),
      environment: {
        AWS_REGION: Stack.of(this).region,
        METRICS_NAMESPACE: names.prefix,
        METRICS_LOG_GROUP: names.appMetricsLog,
      },
    });
    metrics.grantWrite(definition.taskRole);
    definition.addToTaskRolePolicy(
      new PolicyStatement({
        actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
        resources: ['*'],
      }),
    );
    acknowledge(definition.taskRole, {
      'AwsSolutions-IAM5[Resource::*]': 'Sending traces to X-Ray supports no resource, and reads nothing.',
    });
  }

  private logGroup(id: string, logGroupName: string, retention: RetentionDays, key: IKey): LogGroup {
    const group = new LogGroup(this, id, {
      logGroupName,
      encryptionKey: key,
      retention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    serves(group, { criteria: ['T5'], controls: ['NIST 800-53r5 AU-12', 'ISO 27001 A.8.15', 'SOC 2 CC7.2'] });
    return group;
  }
}
