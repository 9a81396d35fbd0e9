import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, type IPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { serves } from '../traceability.ts';
import { LockedVault } from './locked-vault.ts';

export interface AccountVaultProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
}

/**
 * Copies in another account: what is left when an administrator of the workload account destroys everything there.
 * Both accounts must be members of one AWS organization that has cross-account backup switched on.
 */
export class AccountVault extends Construct {
  constructor(scope: Construct, id: string, props: AccountVaultProps) {
    super(scope, id);
    const { config, names } = props;
    const workload = new AccountPrincipal(config.accounts.workload);
    const key = new Key(this, 'Key', {
      alias: names.backupKeyAlias,
      description: `${names.accountVault}: copies from account ${config.accounts.workload}`,
      enableKeyRotation: true,
    });
    this.letBackupUse(key, workload, config.accounts.workload, names.backupRole);
    serves(key, { criteria: ['D2'], controls: ['NIST 800-53r5 SC-12', 'NIST 800-53r5 CP-9(8)'] });
    new LockedVault(this, 'Vault', {
      vaultName: names.accountVault,
      key,
      retention: config.backup,
      // Never less: a lock that someone can lift does not survive the someone it is meant for.
      lock: 'compliance',
      accessPolicy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'CopiesFromTheWorkloadAccount',
            principals: [workload],
            actions: ['backup:CopyIntoBackupVault'],
            resources: ['*'],
          }),
        ],
      }),
    });
  }

  /** By name: KMS refuses a policy that names a role which does not exist yet, and this stack comes first. */
  private letBackupUse(key: Key, workload: IPrincipal, account: string, roleName: string): void {
    const { partition } = Stack.of(this);
    const roles = [
      `arn:${partition}:iam::${account}:role/${roleName}`,
      `arn:${partition}:iam::${account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`,
    ];
    const allow = (sid: string, actions: string[], conditions: Record<string, unknown>) =>
      key.addToResourcePolicy(
        new PolicyStatement({
          sid,
          principals: [workload],
          actions,
          resources: ['*'],
          conditions: { ArnLike: { 'aws:PrincipalArn': roles }, ...conditions },
        }),
      );
    allow(
      'WorkloadBackupEncryptsCopies',
      ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      {},
    );
    allow('WorkloadBackupGrantsToServices', ['kms:CreateGrant'], {
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    });
  }
}
