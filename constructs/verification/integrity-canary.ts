import { CfnDynamicReference, CfnDynamicReferenceService, Duration } from 'aws-cdk-lib';
import {
  CfnSecurityGroupEgress,
  CfnSecurityGroupIngress,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
} from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import type { DatabaseConnection } from '../database/connection.ts';
import { evidenceBucketArn, letWriteRecords } from './evidence.ts';
import { VerifierAlarms } from './verifier-alarms.ts';
import { keysOf, onlyKeyWithAlias, VerifierFunction } from './verifier-function.ts';
import { VerifierSchedule } from './verifier-schedule.ts';
import { canarySettings } from './verifier-settings.ts';
import { VERIFIERS } from './verifiers.ts';

export interface IntegrityCanaryProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly database: DatabaseConnection;
  readonly logsKey: IKey;
  readonly topic: ITopic;
  readonly deadLetters: Queue;
}

/**
 * Bounds how long damage to the living data can go unseen, for a restore gives up everything since: every few minutes a
 * link is added to a chain of checksums, and chain, tables and references are checked. It sees what breaks these, and
 * rows that go missing; a wrong price that breaks nothing it cannot see.
 */
export class IntegrityCanary extends Construct {
  constructor(scope: Construct, id: string, props: IntegrityCanaryProps) {
    super(scope, id);
    const { config, names, topic, database, deadLetters } = props;
    const { canary } = VERIFIERS;
    const verifier = new VerifierFunction(this, 'Verifier', {
      names,
      folder: canary.name,
      description: `${canary.proves}, for ${names.prefix}`,
      settings: canarySettings(config, names),
      logsKey: props.logsKey,
      deadLetters,
      // Part of how long damage may go unseen.
      timeout: Duration.minutes(2),
      signsIn: true,
      environment: {
        DATABASE_HOST: new CfnDynamicReference(
          CfnDynamicReferenceService.SSM,
          database.hostParameterName,
        ).toString(),
      },
      network: {
        vpc: props.vpc,
        subnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
        securityGroup: this.securityGroup(props),
      },
    });
    this.letKeepRecords(verifier, props);
    verifier.allow(['rds-db:connect'], [database.connectArn]);
    new VerifierSchedule(this, 'Schedule', {
      name: `${names.prefix}-${canary.name}`,
      expression: canary.schedule,
      lambda: verifier.lambda,
      deadLetters,
    });
    new VerifierAlarms(this, 'Alarms', { names, topic, verifier: canary });
  }

  private securityGroup({ vpc, database }: IntegrityCanaryProps): SecurityGroup {
    const group = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Integrity canary of the database',
      allowAllOutbound: false,
    });
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS services');
    const ports = { ipProtocol: 'tcp', fromPort: database.port, toPort: database.port };
    // Rules of their own in this stack: written through the group they would make the data stack depend on this one.
    new CfnSecurityGroupIngress(this, 'ToDatabase', {
      groupId: database.securityGroup.securityGroupId,
      sourceSecurityGroupId: group.securityGroupId,
      description: 'Integrity canary',
      ...ports,
    });
    new CfnSecurityGroupEgress(this, 'OutDatabase', {
      groupId: group.securityGroupId,
      destinationSecurityGroupId: database.securityGroup.securityGroupId,
      description: 'Database',
      ...ports,
    });
    return group;
  }

  /** In the other region's bucket, so that the last thing known of the database outlives the database's region. */
  private letKeepRecords(verifier: VerifierFunction, { config, names }: IntegrityCanaryProps): void {
    const region = config.regions.recovery.name;
    const [bucket, keys] = [evidenceBucketArn(this, names), keysOf(this, region)];
    letWriteRecords(
      verifier,
      bucket,
      keys,
      onlyKeyWithAlias(names.dataKeyAlias, `s3.${region}.amazonaws.com`),
    );
    verifier.acceptWildcard(
      keys,
      'IAM takes no alias for a resource; the condition limits it to the one key that has the alias, and to S3 as the caller.',
    );
    verifier.allow(['s3:ListBucket'], [bucket]);
    verifier.allow(['s3:GetObject'], [`${bucket}/records/*`]);
    const secret = Secret.fromSecretNameV2(this, 'SigningSecret', names.evidenceSecret);
    secret.grantRead(verifier.lambda);
  }
}
