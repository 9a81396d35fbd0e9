import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LogDrivers,
  OperatingSystemFamily,
  Secret,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { acknowledgeTask } from '../acknowledge-task.ts';
import type { DatabaseConnection } from '../database/connection.ts';
import { serves } from '../traceability.ts';
import { underlying } from '../underlying.ts';
import { loadTestImage } from './image.ts';

/** Where the task may write in the bucket of results. */
export const RESULT_PREFIX = 'results/';

/** Name of the only container. */
export const LOAD_TEST_CONTAINER = 'load-test';

/** Seconds to keep the result in when the task is stopped; Fargate allows no more. */
const STOP_SECONDS = 120;

/** Two processors and 8 GiB: k6 takes 0.5 GiB for 1,000 of these users, and a stress run goes up to 6,000. */
const SIZE = { cpu: 2048, memoryLimitMiB: 8192 };

export interface LoadTestTaskProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly family: string;
  /** Under which the load is sent, e.g. `https://origin-eu-central-1.staging.example.com`. */
  readonly address: string;
  /** Under which browsers know the site. */
  readonly origin: string;
  readonly database: DatabaseConnection;
  readonly results: IBucket;
  /** Encrypts the log. */
  readonly logsKey: IKey;
}

/** One run: it signs its users in, lets them loose, and keeps the result. What it does is said when it is started. */
export class LoadTestTask extends Construct {
  readonly definition: FargateTaskDefinition;

  constructor(scope: Construct, id: string, props: LoadTestTaskProps) {
    super(scope, id);
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      family: props.family,
      ...SIZE,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.ARM64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
      volumes: [{ name: 'tmp' }],
    });
    serves(this.definition, {
      criteria: ['P2', 'P3', 'P4', 'S1'],
      controls: ['NIST 800-53r5 AC-6', 'ISO 27001 A.8.6', 'SOC 2 A1.1'],
    });
    this.addContainer(props);
    this.allow(['rds-db:connect'], props.database.connectArn);
    this.allow(['s3:PutObject'], props.results.arnForObjects(`${RESULT_PREFIX}*`));
    this.acknowledgeFindings(props);
  }

  private allow(actions: string[], resource: string): void {
    this.definition.addToTaskRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
  }

  private addContainer(props: LoadTestTaskProps): void {
    const { config, names, database } = props;
    const container = this.definition.addContainer('LoadTest', {
      containerName: LOAD_TEST_CONTAINER,
      image: ContainerImage.fromDockerImageAsset(loadTestImage(this, 'Image')),
      readonlyRootFilesystem: true,
      stopTimeout: Duration.seconds(STOP_SECONDS),
      logging: LogDrivers.awsLogs({ logGroup: this.logGroup(props), streamPrefix: LOAD_TEST_CONTAINER }),
      environment: {
        AWS_REGION: Stack.of(this).region,
        TARGET_ADDRESS: props.address,
        PUBLIC_ORIGIN: props.origin,
        RESULT_BUCKET: props.results.bucketName,
        RESULT_PREFIX,
        DATABASE_PORT: String(database.port),
        DATABASE_NAME: database.databaseName,
        DATABASE_USER: database.userName,
        DATABASE_AUTH: 'iam',
        DATABASE_TLS: 'verify',
      },
      secrets: {
        DATABASE_HOST: Secret.fromSsmParameter(
          StringParameter.fromStringParameterName(this, 'DatabaseHost', database.hostParameterName),
        ),
        AUTH_SECRET: this.secret('AuthSecret', names.appSecrets.auth),
        ORIGIN_PROOF: this.secret('OriginProof', names.originSecret(config.originSecretVersion)),
      },
    });
    container.addMountPoints({ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false });
  }

  private secret(id: string, name: string): Secret {
    return Secret.fromSecretsManager(StoredSecret.fromSecretNameV2(this, id, name));
  }

  private logGroup({ names, logsKey }: LoadTestTaskProps): LogGroup {
    const group = new LogGroup(this, 'Log', {
      logGroupName: `/${names.prefix}/load-test`,
      encryptionKey: logsKey,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    serves(group, { criteria: ['T5'], controls: ['NIST 800-53r5 AU-12', 'ISO 27001 A.8.15'] });
    return group;
  }

  private acknowledgeFindings({ results }: LoadTestTaskProps): void {
    acknowledgeTask(
      this.definition,
      'The variables name addresses, ports and users; the host comes from a parameter and secrets from Secrets Manager.',
    );
    const bucket = Stack.of(this).getLogicalId(underlying(results, CfnBucket));
    acknowledge(this.definition.taskRole, {
      [`AwsSolutions-IAM5[Resource::<${bucket}.Arn>/${RESULT_PREFIX}*]`]:
        'Each result has a name of its own; the statement allows to add objects below this prefix and nothing else.',
    });
  }
}
