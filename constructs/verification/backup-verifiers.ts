import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { CopiesSettings } from '../../lambdas/backup-copies/settings.ts';
import type { FreshnessSettings } from '../../lambdas/backup-freshness/settings.ts';
import type { IndexSettings } from '../../lambdas/evidence/settings.ts';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import type { Evidence } from './evidence.ts';
import { ReplicationLateAlarm } from './replication-late-alarm.ts';
import { VerifierAlarms } from './verifier-alarms.ts';
import { VerifierFunction } from './verifier-function.ts';
import { VerifierSchedule } from './verifier-schedule.ts';
import { copiesSettings, freshnessSettings, indexSettings } from './verifier-settings.ts';
import { type ScheduledVerifier, VERIFIERS } from './verifiers.ts';

export interface BackupVerifiersProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly logsKey: IKey;
  readonly topic: ITopic;
  readonly evidence: Evidence;
  readonly deadLetters: Queue;
}

/** Backups that nobody looks at fail unseen: their age, their copies, and the records of both are looked at by schedule. */
export class BackupVerifiers extends Construct {
  private readonly props: BackupVerifiersProps;

  constructor(scope: Construct, id: string, props: BackupVerifiersProps) {
    super(scope, id);
    this.props = props;
    const { config, names, topic } = props;
    this.freshness(freshnessSettings(this, config, names));
    this.copies(copiesSettings(this, config, names));
    this.evidence(indexSettings(config, names));
    new ReplicationLateAlarm(this, 'ReplicationLate', { config, names, topic });
  }

  private freshness(settings: FreshnessSettings): void {
    const { database, primary, recovery } = settings;
    const verifier = this.verifier('Freshness', VERIFIERS.freshness, 'backup-freshness', settings);
    const automated = this.arn('rds', recovery.region, 'auto-backup:*', ArnFormat.COLON_RESOURCE_NAME);
    const databases = this.arn('rds', recovery.region, 'db:*', ArnFormat.COLON_RESOURCE_NAME);
    verifier.allow(['rds:DescribeDBInstances'], [database.arn]);
    verifier.allow(['rds:DescribeDBInstanceAutomatedBackups'], [automated, databases]);
    verifier.allow(
      ['backup:ListRecoveryPointsByBackupVault'],
      [primary, recovery].map(({ region, vault }) => this.vault(region, vault)),
    );
    for (const resource of [automated, databases]) {
      verifier.acceptWildcard(
        resource,
        'RDS gives a replicated backup an id of its own that nobody can know beforehand; the action only reads.',
      );
    }
  }

  private copies(settings: CopiesSettings): void {
    const { source, destinations, replication } = settings;
    const verifier = this.verifier('Copies', VERIFIERS.copies, 'backup-copies', settings);
    const vaults = [source, ...destinations.filter(({ readable }) => readable)].map(({ region, vault }) =>
      this.vault(region, vault),
    );
    verifier.allow(['backup:ListRecoveryPointsByBackupVault', 'backup:DescribeBackupVault'], vaults);
    verifier.allow(['backup:ListCopyJobs'], ['*']);
    if (replication === undefined) return;
    const [bucket, replica] = [replication.bucket, replication.replica.bucket].map((name) =>
      this.bucket(name),
    );
    if (bucket === undefined || replica === undefined) return;
    verifier.allow(['s3:GetReplicationConfiguration'], [bucket]);
    verifier.allow(['s3:ListBucket'], [bucket, replica]);
    verifier.allow(['s3:GetObject', 's3:GetObjectRetention'], [`${replica}/records/*`]);
    verifier.acceptWildcard(`${replica}/records/*`, 'The newest record is another one each time.');
  }

  private evidence(settings: IndexSettings): void {
    const verifier = this.verifier('Evidence', VERIFIERS.evidence, 'evidence', settings);
    const { bucketArn } = this.props.evidence;
    verifier.allow(['s3:ListBucket'], [bucketArn]);
    verifier.allow(['s3:GetObject'], [`${bucketArn}/records/*`]);
    verifier.allow(['s3:PutObject'], [`${bucketArn}/index/*`]);
    verifier.acceptWildcard(`${bucketArn}/index/*`, 'Each month has an index of its own.');
  }

  private verifier(
    id: string,
    scheduled: ScheduledVerifier,
    folder: string,
    settings: object,
  ): VerifierFunction {
    const { names, topic, evidence, logsKey, deadLetters } = this.props;
    const verifier = new VerifierFunction(this, id, {
      names,
      folder,
      description: `${scheduled.proves}, for ${names.prefix}`,
      settings,
      logsKey,
      deadLetters,
    });
    evidence.letWrite(verifier);
    new VerifierSchedule(this, `${id}Schedule`, {
      name: `${names.prefix}-${scheduled.name}`,
      expression: scheduled.schedule,
      lambda: verifier.lambda,
      deadLetters,
    });
    new VerifierAlarms(this, `${id}Alarms`, { names, topic, verifier: scheduled });
    return verifier;
  }

  private vault(region: string, name: string): string {
    return this.arn('backup', region, `backup-vault:${name}`, ArnFormat.COLON_RESOURCE_NAME);
  }

  private bucket(name: string): string {
    return `arn:${Stack.of(this).partition}:s3:::${name}`;
  }

  private arn(service: string, region: string, resource: string, arnFormat: ArnFormat): string {
    const [kind = '', ...rest] = resource.split(':');
    return Stack.of(this).formatArn({
      service,
      region,
      resource: kind,
      resourceName: rest.join(':'),
      arnFormat,
    });
  }
}
