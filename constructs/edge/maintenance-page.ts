import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IOrigin } from 'aws-cdk-lib/aws-cloudfront';
import { FunctionUrlOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, FunctionUrlAuthType, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';

export interface MaintenancePageProps {
  /** Encrypts the function's log. */
  readonly logsKey: IKey;
}

/**
 * The last origin: answers any address when no region can.
 *
 * A function and not a file in S3. A custom error response would hold for the whole distribution and put HTML in place
 * of the API's own 503; S3 as an origin would be asked for the visitor's path, find nothing there, and say 403 or 404,
 * which browsers and search engines take for an answer. 503 tells them to come back, and lets CloudFront prefer a
 * stale copy of the page where it has one and the page allows it.
 */
export class MaintenancePage extends Construct {
  readonly origin: IOrigin;

  constructor(scope: Construct, id: string, props: MaintenancePageProps) {
    super(scope, id);
    const page = new NodejsFunction(this, 'Function', {
      description: 'Maintenance page: the last origin of the distribution',
      entry: join(import.meta.dirname, '../../lambdas/maintenance-page/handler.ts'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 128,
      timeout: Duration.seconds(5),
      loggingFormat: LoggingFormat.JSON,
      logGroup: new LogGroup(this, 'Log', {
        encryptionKey: props.logsKey,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      bundling: { format: OutputFormat.ESM, target: 'node24', minify: true, sourceMap: false },
    });
    const url = page.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM });
    this.origin = FunctionUrlOrigin.withOriginAccessControl(url, {
      connectionAttempts: 1,
      connectionTimeout: Duration.seconds(3),
      readTimeout: Duration.seconds(5),
    });
    serves(page, {
      criteria: ['A1', 'T3'],
      controls: ['NIST 800-53r5 SC-24', 'NIST 800-53r5 CP-12', 'SOC 2 A1.2'],
    });
    acknowledge(page, {
      'NIST.800.53.R5-LambdaConcurrency':
        'A reservation fails the deployment of a new account, whose whole quota is 10, and the platform has no other function in this region to starve.',
      'NIST.800.53.R5-LambdaDLQ': 'A visitor waits for the answer; there is no event that could be lost.',
      'NIST.800.53.R5-LambdaInsideVPC':
        'It reads nothing and calls nothing, and must answer when every network of the platform is gone.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]':
        'Writing its own log is all that the managed policy allows.',
    });
  }
}
