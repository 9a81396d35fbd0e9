import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { serves } from '../traceability.ts';
import { letLogGroupsUse } from './log-groups.ts';

export interface RegionKeysProps {
  readonly names: PlatformNames;
  /**
   * Account that copies of the database's snapshots go to.
   * @default - no other account can use the data key
   */
  readonly backupAccount?: string;
}

/**
 * The keys of one region. Each region has its own, so that what is stored there can be read when every other region,
 * and its keys, are gone.
 */
export class RegionKeys extends Construct {
  /** Encrypts the database, the cache, their secrets, and the evidence on their backups. */
  readonly data: IKey;
  /** Encrypts log groups. */
  readonly logs: IKey;
  /** Encrypts recovery points. Apart from `data`, so that losing one key does not lose the backups as well. */
  readonly backup: IKey;

  constructor(scope: Construct, id: string, props: RegionKeysProps) {
    super(scope, id);
    const { names } = props;
    const data = this.key('Data', names.dataKeyAlias, 'database, cache and secrets');
    const logs = this.key('Logs', names.logsKeyAlias, 'log groups');
    const backup = this.key('Backup', names.backupKeyAlias, 'recovery points');
    letLogGroupsUse(logs);
    this.letSecretsUse(data);
    if (props.backupAccount) shareSnapshots(data, props.backupAccount);
    this.data = handle(data);
    this.logs = handle(logs);
    this.backup = handle(backup);
  }

  private key(id: string, alias: string, encrypts: string): Key {
    const key = new Key(this, id, {
      alias,
      description: `${alias.slice('alias/'.length)}: ${encrypts} of ${Stack.of(this).region}`,
      enableKeyRotation: true,
    });
    serves(key, {
      criteria: ['D2'],
      controls: ['NIST 800-53r5 SC-12', 'NIST 800-53r5 CP-9(8)', 'ISO 27001 A.8.24'],
    });
    return key;
  }

  /** Who may read a secret may have it decrypted, as with the key that AWS manages: access is decided at the secret. */
  private letSecretsUse(key: Key): void {
    const { account, region } = Stack.of(this);
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'SecretsManagerForCallersOfThisAccount',
        principals: [new AnyPrincipal()],
        actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: {
          StringEquals: {
            'kms:CallerAccount': account,
            'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
          },
        },
      }),
    );
  }
}

/**
 * A key whose policy other stacks leave alone: a grant goes to the grantee's own policy, which the key's policy already
 * lets decide. Else every grantee's stack would have to come before the keys it uses.
 */
function handle(key: Key): IKey {
  return Key.fromKeyArn(key, 'Handle', key.keyArn);
}

/**
 * A snapshot of RDS keeps the key of its instance until it is copied, so the account that receives the copy must be
 * able to read with it.
 */
function shareSnapshots(key: Key, account: string): void {
  const principals = [new AccountPrincipal(account)];
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'BackupAccountReadsSnapshots',
      principals,
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
      resources: ['*'],
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'BackupAccountGrantsToServices',
      principals,
      actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      resources: ['*'],
      conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  );
}
