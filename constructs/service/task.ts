import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import {
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
  PidMode,
  Secret,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { acknowledgeTask } from '../acknowledge-task.ts';
import type { CacheConnection } from '../cache/connection.ts';
import { FaultAgent } from '../chaos/fault-agent.ts';
import type { DatabaseConnection } from '../database/connection.ts';
import { serves } from '../traceability.ts';
import { appSettings } from './app-settings.ts';
import { Collector, OTLP_ENDPOINT } from './collector.ts';
import type { Lifecycle } from './lifecycle.ts';
import { APP_PORT, LIVENESS_PATH } from './target-group.ts';

const APP_DIRECTORY = join(import.meta.dirname, '../../app-src');

/** User and group of the image's runtime; neither may write to the app's own files. */
const APP_USER = '1000:1000';

/** Characters of the image's hash that tell one release from another. */
const VERSION_LENGTH = 12;

/** Where the app may write; all else is read-only. Next.js keeps resized images in its cache folder. */
const WRITABLE = { tmp: '/tmp', 'next-cache': '/app/.next/cache' };

export interface TaskProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly lifecycle: Lifecycle;
  readonly database: DatabaseConnection;
  readonly cache: CacheConnection;
  readonly logsKey: IKey;
}

/**
 * One replica of the app. Its image is an asset, so each region's deployment publishes its own copy and the recovery
 * region starts tasks while the primary region's registry is gone.
 */
export class Task extends Construct {
  readonly definition: FargateTaskDefinition;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: TaskProps) {
    super(scope, id);
    const { config, names } = props;
    this.logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/${names.prefix}/app`,
      encryptionKey: props.logsKey,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    serves(this.logGroup, {
      criteria: ['T5'],
      controls: ['NIST 800-53r5 AU-12', 'ISO 27001 A.8.15', 'SOC 2 CC7.2'],
    });
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      family: names.service,
      cpu: config.service.cpuUnits,
      memoryLimitMiB: config.service.memoryMiB,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.ARM64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
      volumes: Object.keys(WRITABLE).map((name) => ({ name })),
      ...(config.chaos.taskFaults && { pidMode: PidMode.TASK, enableFaultInjection: true }),
    });
    serves(this.definition, {
      criteria: ['A2', 'A3', 'A4'],
      controls: ['NIST 800-53r5 SI-13', 'NIST 800-53r5 AC-6', 'ISO 27001 A.8.14'],
    });
    this.definition.addToTaskRolePolicy(
      new PolicyStatement({ actions: ['rds-db:connect'], resources: [props.database.connectArn] }),
    );
    this.addContainer(props);
    new Collector(this, 'Collector', { names, logsKey: props.logsKey, definition: this.definition });
    if (config.chaos.taskFaults) {
      new FaultAgent(this, 'FaultAgent', { names, logsKey: props.logsKey, definition: this.definition });
    }
    this.acknowledgeFindings(props.database.connectArn);
  }

  private addContainer(props: TaskProps): void {
    const { config, database, cache, lifecycle } = props;
    const settings = appSettings(this, 'Settings', props);
    const image = new DockerImageAsset(this, 'AppImage', {
      directory: APP_DIRECTORY,
      platform: Platform.LINUX_ARM64,
      exclude: ['node_modules', '.next', '.builds'],
    });
    const container = this.definition.addContainer('App', {
      containerName: 'app',
      image: ContainerImage.fromDockerImageAsset(image),
      user: APP_USER,
      readonlyRootFilesystem: true,
      portMappings: [{ containerPort: APP_PORT, name: 'http' }],
      stopTimeout: Duration.seconds(lifecycle.stopTimeout),
      healthCheck: {
        command: ['CMD', 'node', '-e', livenessProbe()],
        interval: Duration.seconds(10),
        timeout: Duration.seconds(5),
        retries: 3,
        startPeriod: Duration.seconds(30),
      },
      logging: LogDrivers.awsLogs({ logGroup: this.logGroup, streamPrefix: 'app' }),
      environment: {
        AWS_REGION: Stack.of(this).region,
        APP_VERSION: image.assetHash.slice(0, VERSION_LENGTH),
        PORT: String(APP_PORT),
        LOG_LEVEL: 'info',
        DATABASE_PORT: String(database.port),
        DATABASE_NAME: database.databaseName,
        DATABASE_USER: database.userName,
        DATABASE_AUTH: 'iam',
        DATABASE_TLS: 'verify',
        DATABASE_POOL_SIZE: String(config.service.poolSize),
        CACHE_PORT: String(cache.port),
        CACHE_TLS: 'on',
        SHUTDOWN_DRAIN_SECONDS: String(lifecycle.drain),
        // Milliseconds. The load balancer must be the one that drops an idle connection.
        KEEP_ALIVE_TIMEOUT: String(lifecycle.keepAlive * 1000),
        OTEL_EXPORTER_OTLP_ENDPOINT: OTLP_ENDPOINT,
        RESPONSE_LIMIT_MILLISECONDS: String(config.objectives.latency.milliseconds),
        ...settings.environment,
      },
      // Read when a task starts, so that repointing a parameter and restarting the tasks is all a takeover needs.
      secrets: {
        DATABASE_HOST: this.hostParameter('DatabaseHost', database.hostParameterName),
        CACHE_HOST: this.hostParameter('CacheHost', cache.hostParameterName),
        CACHE_AUTH_TOKEN: Secret.fromSecretsManager(cache.authSecret),
        ...settings.secrets,
      },
    });
    for (const [sourceVolume, containerPath] of Object.entries(WRITABLE)) {
      container.addMountPoints({ sourceVolume, containerPath, readOnly: false });
    }
  }

  private hostParameter(id: string, name: string): Secret {
    return Secret.fromSsmParameter(StringParameter.fromStringParameterName(this, id, name));
  }

  private acknowledgeFindings(connectArn: string): void {
    acknowledgeTask(
      this.definition,
      'The variables name ports, users and limits; host names come from parameters and secrets from Secrets Manager.',
    );
    if (connectArn.includes('*')) {
      acknowledge(this.definition.taskRole, {
        [`AwsSolutions-IAM5[Resource::${connectArn}]`]:
          'The instance that will be restored or promoted here has no resource id yet; the statement is limited to one database user.',
      });
    }
  }
}

/** Node.js itself asks, because the image has no other client. */
function livenessProbe(): string {
  return `fetch('http://127.0.0.1:${APP_PORT}${LIVENESS_PATH}',{signal:AbortSignal.timeout(4000)}).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))`;
}
