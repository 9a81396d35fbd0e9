import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BackupVault, type LockConfiguration } from 'aws-cdk-lib/aws-backup';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import { serves } from '../traceability.ts';

/** Grace before a compliance lock closes for good; AWS Backup allows no shorter one. */
const GRACE = Duration.days(3);

export interface LockedVaultProps {
  readonly vaultName: string;
  readonly key: IKey;
  readonly retention: PlatformConfig['backup'];
  /** `compliance` cannot be lifted by anyone, not even the account's root, once its grace is over. */
  readonly lock: 'governance' | 'compliance';
  /**
   * Who may copy into the vault from elsewhere.
   * @default - nobody from another account
   */
  readonly accessPolicy?: PolicyDocument;
}

/** Recovery points that an operator's mistake, or an attacker with an operator's rights, cannot delete early. */
export class LockedVault extends Construct {
  constructor(scope: Construct, id: string, props: LockedVaultProps) {
    super(scope, id);
    const vault = new BackupVault(this, 'Vault', {
      backupVaultName: props.vaultName,
      encryptionKey: props.key,
      accessPolicy: props.accessPolicy,
      lockConfiguration: lockOf(props),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    serves(vault, {
      criteria: ['D1', 'D2'],
      controls: ['NIST 800-53r5 CP-9(8)', 'NIST 800-53r5 CP-6', 'ISO 27001 A.8.13', 'SOC 2 A1.2'],
    });
    new CfnOutput(this, 'Name', { value: props.vaultName, description: 'Backup vault' });
  }
}

/** The bounds are those of the plan's rules: a job outside them would be refused by the vault. */
function lockOf({ retention, lock }: LockedVaultProps): LockConfiguration {
  const days = [retention.dailyRetentionDays, retention.weeklyRetentionDays];
  return {
    minRetention: Duration.days(Math.min(...days)),
    maxRetention: Duration.days(Math.max(...days)),
    ...(lock === 'compliance' && { changeableFor: GRACE }),
  };
}
