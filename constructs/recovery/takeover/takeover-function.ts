import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../../lib/names.ts';
import type { TakeoverAction } from '../../../lib/takeover/step.ts';
import { acknowledge } from '../../acknowledge.ts';
import { serves } from '../../traceability.ts';

/** What a function may do, and why nothing narrower works where a resource has a wildcard. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Record<string, Record<string, unknown>>;
  /** Needed as soon as a resource has a `*`. */
  readonly wildcardReason?: string;
}

export interface TakeoverFunctionProps {
  readonly names: PlatformNames;
  readonly action: TakeoverAction;
  readonly description: string;
  /** Read by the handler from the environment variable `SETTINGS`. */
  readonly settings: object;
  readonly permissions: readonly Permission[];
  readonly logsKey: IKey;
}

/** One step of a takeover that the engine has no block for. The engine calls it, and again until it succeeds. */
export class TakeoverFunction extends Construct {
  readonly lambda: NodejsFunction;

  constructor(scope: Construct, id: string, props: TakeoverFunctionProps) {
    super(scope, id);
    const { names, action } = props;
    this.lambda = new NodejsFunction(this, 'Function', {
      functionName: names.takeoverFunction(action),
      description: props.description,
      entry: join(import.meta.dirname, `../../../lambdas/takeover-${action}/handler.ts`),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.minutes(15),
      loggingFormat: LoggingFormat.JSON,
      logGroup: new LogGroup(this, 'Log', {
        encryptionKey: props.logsKey,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      environment: { SETTINGS: JSON.stringify(props.settings) },
      bundling: { format: OutputFormat.ESM, target: 'node24', sourceMap: false },
    });
    for (const permission of props.permissions) this.allow(permission);
    acknowledge(this.lambda, {
      'NIST.800.53.R5-LambdaConcurrency':
        'A reservation fails the deployment of a new account, whose whole quota is 10; two calls at once do the same and change nothing else.',
      'NIST.800.53.R5-LambdaDLQ':
        'The engine calls it synchronously and shows its failure in the execution; no event can be lost.',
      'NIST.800.53.R5-LambdaInsideVPC':
        'It calls AWS and the site alone, and must go on when a network of the platform is gone.',
      'NIST.800.53.R5-IAMNoInlinePolicy': 'The policy belongs to this role alone and lives and dies with it.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]':
        'Writing its own log is all that the managed policy allows.',
    });
    serves(this.lambda, {
      criteria: ['A5', 'D5'],
      controls: ['NIST 800-53r5 CP-10', 'ISO 27001 A.5.30', 'SOC 2 A1.2'],
    });
  }

  private allow({ actions, resources, conditions, wildcardReason }: Permission): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions && { conditions }),
      }),
    );
    if (wildcardReason === undefined) return;
    for (const resource of resources.filter((one) => one.includes('*'))) {
      acknowledge(this.lambda, { [`AwsSolutions-IAM5[Resource::${resource}]`]: wildcardReason });
    }
  }
}
