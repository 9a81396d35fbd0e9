import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { type IVpc, Peer, Port, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { POSTGRES_PORT } from '../database/engine.ts';
import { serves } from '../traceability.ts';
import type { Evidence } from './evidence.ts';
import { RestoreTestingPlan } from './restore-testing-plan.ts';
import { VerifierAlarms } from './verifier-alarms.ts';
import { VerifierFunction } from './verifier-function.ts';
import { restoreSettings } from './verifier-settings.ts';
import { VERIFIERS } from './verifiers.ts';

/** AWS Backup names what a restore test creates so. */
const TEST_INSTANCES = 'awsbackup-restore-test-*';

export interface RestoreTestProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  /** Network of the recovery region. */
  readonly vpc: IVpc;
  readonly logsKey: IKey;
  readonly topic: ITopic;
  readonly evidence: Evidence;
  readonly deadLetters: Queue;
}

/** A backup is proven by restoring it and asking it: every day, by itself, where a recovery would take place. */
export class RestoreTest extends Construct {
  constructor(scope: Construct, id: string, props: RestoreTestProps) {
    super(scope, id);
    const { config, names, topic, deadLetters } = props;
    const groups = this.securityGroups(props.vpc);
    const plan = new RestoreTestingPlan(this, 'Plan', { names, securityGroup: groups.instance });
    const validator = new VerifierFunction(this, 'Validator', {
      names,
      folder: VERIFIERS.restore.name,
      description: `${VERIFIERS.restore.proves}, for ${names.prefix}`,
      settings: restoreSettings(config, names),
      logsKey: props.logsKey,
      deadLetters,
      // Eight of them may go by until RDS lets IAM in; the rest is for reading everything once.
      timeout: Duration.minutes(15),
      signsIn: true,
      network: {
        vpc: props.vpc,
        subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
        securityGroup: groups.validator,
      },
    });
    this.permit(validator, props);
    this.startWhenRestored(plan.planArn, validator, deadLetters);
    new VerifierAlarms(this, 'Alarms', { names, topic, verifier: VERIFIERS.restore });
  }

  private securityGroups(vpc: IVpc): { readonly instance: SecurityGroup; readonly validator: SecurityGroup } {
    const instance = new SecurityGroup(this, 'Instance', {
      vpc,
      description: 'Databases that are restored as a test',
      allowAllOutbound: false,
    });
    const validator = new SecurityGroup(this, 'ValidatorGroup', {
      vpc,
      description: 'Validator of restored databases',
      allowAllOutbound: false,
    });
    instance.addIngressRule(validator, Port.tcp(POSTGRES_PORT), 'Validator of restored databases');
    validator.addEgressRule(instance, Port.tcp(POSTGRES_PORT), 'Restored databases');
    validator.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS services');
    return { instance, validator };
  }

  private permit(validator: VerifierFunction, { names, evidence }: RestoreTestProps): void {
    const arn = (service: string, resource: string, resourceName: string) =>
      Stack.of(this).formatArn({
        service,
        resource,
        resourceName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
    const instances = arn('rds', 'db', TEST_INSTANCES);
    const user = arn('rds-db', 'dbuser', `db-*/${names.databaseUser}`);
    evidence.letWrite(validator);
    validator.allow(['s3:ListBucket'], [evidence.bucketArn]);
    validator.allow(['s3:GetObject'], [`${evidence.bucketArn}/records/*`]);
    validator.allow(['backup:DescribeRestoreJob', 'backup:PutRestoreValidationResult'], ['*']);
    validator.allow(['rds:DescribeDBInstances', 'rds:ModifyDBInstance', 'rds:DeleteDBInstance'], [instances]);
    validator.acceptWildcard(
      instances,
      'AWS Backup ends the name of each test instance as it likes; no instance of the platform begins so.',
    );
    const snapshots = arn('rds', 'snapshot', 'awsbackup:*');
    validator.allow(['rds:DescribeDBSnapshots'], [snapshots]);
    validator.acceptWildcard(
      snapshots,
      'AWS Backup ends the name of each snapshot as it likes; the action only reads.',
    );
    validator.allow(['rds-db:connect'], [user]);
    validator.acceptWildcard(
      user,
      'Each restored instance has a new resource id; the statement is limited to one database user, and the security group to restored databases.',
    );
  }

  private startWhenRestored(planArn: string, validator: VerifierFunction, deadLetters: Queue): void {
    const rule = new Rule(this, 'Restored', {
      description: 'A restore test has ended',
      eventPattern: {
        source: ['aws.backup'],
        detailType: ['Restore Job State Change'],
        detail: { restoreTestingPlanArn: [planArn], status: ['COMPLETED', 'FAILED', 'ABORTED'] },
      },
      targets: [
        new LambdaFunction(validator.lambda, {
          deadLetterQueue: deadLetters,
          retryAttempts: 10,
          maxEventAge: Duration.hours(1),
        }),
      ],
    });
    serves(rule, { criteria: ['D3'], controls: ['NIST 800-53r5 CP-4'] });
  }
}
