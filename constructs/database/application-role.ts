import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, Port, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Trigger } from 'aws-cdk-lib/triggers';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import { POSTGRES_PORT } from './engine.ts';

export interface ApplicationRoleProps {
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly instance: DatabaseInstance;
  readonly databaseSecurityGroup: ISecurityGroup;
  readonly ownerSecret: ISecret;
  readonly logsKey: IKey;
}

/**
 * Creates the role that the application signs in with, as soon as the database exists and before anything connects.
 * CloudFormation cannot: a role lives inside the database.
 */
export class ApplicationRole extends Construct {
  constructor(scope: Construct, id: string, props: ApplicationRoleProps) {
    super(scope, id);
    const { names, vpc } = props;
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Creates the application role in the database',
    });
    props.databaseSecurityGroup.addIngressRule(
      securityGroup,
      Port.tcp(POSTGRES_PORT),
      'Creates the application role',
    );
    const handler = new NodejsFunction(this, 'Function', {
      description: `Creates the role ${names.databaseUser} in the database`,
      entry: join(import.meta.dirname, '../../lambdas/database-user/handler.ts'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.minutes(2),
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [securityGroup],
      loggingFormat: LoggingFormat.JSON,
      logGroup: this.logGroup(props.logsKey),
      environment: {
        OWNER_SECRET_NAME: names.databaseSecret,
        DATABASE_HOST: props.instance.dbInstanceEndpointAddress,
        DATABASE_PORT: String(POSTGRES_PORT),
        DATABASE_NAME: names.databaseName,
        DATABASE_USER: names.databaseUser,
        // Since Node.js 20 Lambda no longer trusts the certificate authority of RDS unless told to.
        NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem',
      },
      bundling: { format: OutputFormat.ESM, target: 'node24', sourceMap: false },
    });
    props.ownerSecret.grantRead(handler);
    acknowledge(handler, {
      'NIST.800.53.R5-LambdaConcurrency':
        'A reservation fails the deployment of a new account, whose whole quota is 10; a second run at once changes nothing.',
      'NIST.800.53.R5-LambdaDLQ':
        'It is called synchronously by the deployment, which fails with it; no event can be lost.',
      'NIST.800.53.R5-IAMNoInlinePolicy': 'The policy belongs to this role alone and lives and dies with it.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]':
        'Writing its own log is all that the managed policy allows.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole]':
        'Lambda itself needs it to attach the function to the network.',
    });
    serves(handler, { criteria: ['B6'], controls: ['NIST 800-53r5 AC-6', 'NIST 800-53r5 IA-5'] });
    new Trigger(this, 'Trigger', {
      handler,
      timeout: Duration.minutes(3),
      executeAfter: [props.instance, props.databaseSecurityGroup, securityGroup],
    });
  }

  private logGroup(key: IKey): LogGroup {
    return new LogGroup(this, 'Log', {
      encryptionKey: key,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
