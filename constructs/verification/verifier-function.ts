import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { VERIFIER_NAMESPACE } from '../../lambdas/verification/metric-names.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves, verifies } from '../traceability.ts';

export interface VerifierFunctionProps {
  readonly names: PlatformNames;
  /** Folder under `lambdas`, and the end of the function's literal name. */
  readonly folder: string;
  readonly description: string;
  /** Read by the handler from the environment variable `SETTINGS`. */
  readonly settings: object;
  readonly logsKey: IKey;
  readonly deadLetters: Queue;
  /** @default - 5 minutes */
  readonly timeout?: Duration;
  readonly environment?: Readonly<Record<string, string>>;
  /** True for a verifier that signs in to a database by IAM. */
  readonly signsIn?: boolean;
  /** @default - outside of any network: AWS is all that it calls */
  readonly network?: {
    readonly vpc: IVpc;
    readonly subnets: SubnetSelection;
    readonly securityGroup: ISecurityGroup;
  };
}

/** A verifier: tried three times, its failures kept, its log kept for three months, and no right beyond its task. */
export class VerifierFunction extends Construct {
  readonly lambda: NodejsFunction;

  constructor(scope: Construct, id: string, props: VerifierFunctionProps) {
    super(scope, id);
    const { network } = props;
    this.lambda = new NodejsFunction(this, 'Function', {
      functionName: `${props.names.prefix}-${props.folder}`,
      description: props.description,
      entry: join(import.meta.dirname, `../../lambdas/${props.folder}/handler.ts`),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: props.timeout ?? Duration.minutes(5),
      ...(network && {
        vpc: network.vpc,
        vpcSubnets: network.subnets,
        securityGroups: [network.securityGroup],
      }),
      deadLetterQueue: props.deadLetters,
      retryAttempts: 2,
      maxEventAge: Duration.hours(1),
      loggingFormat: LoggingFormat.JSON,
      logGroup: new LogGroup(this, 'Log', {
        logGroupName: `/${props.names.prefix}/${props.folder}`,
        encryptionKey: props.logsKey,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      environment: {
        SETTINGS: JSON.stringify(props.settings),
        // Since Node.js 20 Lambda no longer trusts the certificate authority of RDS unless told to.
        ...(props.signsIn && { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' }),
        ...props.environment,
      },
      bundling: {
        target: 'node24',
        sourceMap: false,
        // The signer is not part of Lambda's runtime, and what it is made of asks for modules in CommonJS's way.
        ...(props.signsIn
          ? { format: OutputFormat.CJS, externalModules: ['@aws-sdk/client-*'] }
          : { format: OutputFormat.ESM }),
      },
    });
    this.allow(['cloudwatch:PutMetricData'], ['*'], {
      StringEquals: { 'cloudwatch:namespace': VERIFIER_NAMESPACE },
    });
    serves(this.lambda, {
      criteria: ['C1', 'D3'],
      controls: ['NIST 800-53r5 CP-4', 'NIST 800-53r5 CP-9(1)', 'ISO 27001 A.8.13', 'SOC 2 A1.3'],
    });
    verifies(this.lambda, props.folder);
    this.acknowledgeFindings(network !== undefined);
  }

  allow(actions: string[], resources: string[], conditions?: Record<string, unknown>): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({ actions, resources, ...(conditions && { conditions }) }),
    );
  }

  /** Accepts a wildcard in the resources of the function's own policy, with the reason why nothing narrower works. */
  acceptWildcard(resource: string, reason: string): void {
    acknowledge(this.lambda, { [`AwsSolutions-IAM5[Resource::${resource}]`]: reason });
  }

  private acknowledgeFindings(inNetwork: boolean): void {
    acknowledge(this.lambda, {
      'NIST.800.53.R5-LambdaConcurrency':
        'A reservation fails the deployment of a new account, whose whole quota is 10; two runs at once write one record and change nothing else.',
      'NIST.800.53.R5-IAMNoInlinePolicy': 'The policy belongs to this role alone and lives and dies with it.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]':
        'Writing its own log is all that the managed policy allows.',
      'AwsSolutions-IAM5[Resource::*]': `cloudwatch:PutMetricData, and the actions of AWS Backup on jobs, support no resource; a condition limits the former to ${VERIFIER_NAMESPACE}, the latter read jobs or tell how a test went.`,
      ...(inNetwork
        ? {
            'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole]':
              'Lambda itself needs it to attach the function to the network.',
          }
        : {
            'NIST.800.53.R5-LambdaInsideVPC':
              'It calls AWS alone, and must go on when a network of the platform is gone.',
          }),
    });
  }
}

/** ARN of an alias's key cannot be known; whoever needs one key of a region by alias limits itself by this condition. */
export function onlyKeyWithAlias(alias: string, viaService: string): Record<string, unknown> {
  return {
    StringEquals: { 'kms:ViaService': viaService },
    'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias },
  };
}

/** `arn:aws:kms:REGION:ACCOUNT:key/*` */
export function keysOf(scope: Construct, region: string): string {
  const { partition, account } = Stack.of(scope);
  return `arn:${partition}:kms:${region}:${account}:key/*`;
}
