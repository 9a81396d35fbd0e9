import { ACCOUNT, database, PRIMARY, RECOVERY, resource, stackOf } from '../templates.ts';
import { found, UNKNOWN } from './found.ts';

const FOREIGN = '444455556666';
const KEY = { KmsKeyId: `arn:aws:kms:${PRIMARY}:${ACCOUNT}:key/1` };
const LOCK = { MinRetentionDays: 7, MaxRetentionDays: 365, ChangeableForDays: 3 };
const KEPT = { Lifecycle: { DeleteAfterDays: 35 } };

const plan = (rule: Record<string, unknown>, lock: unknown = LOCK) => ({
  Vault: resource('AWS::Backup::BackupVault', {
    BackupVaultName: 'near',
    EncryptionKeyArn: KEY.KmsKeyId,
    ...(lock === undefined ? {} : { LockConfiguration: lock }),
  }),
  Plan: resource('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanRule: [
        {
          RuleName: 'daily',
          ScheduleExpression: 'cron(0 3 * * ? *)',
          TargetBackupVault: { Ref: 'Vault' },
          ...rule,
        },
      ],
    },
  }),
  Selection: resource('AWS::Backup::BackupSelection', {
    BackupPlanId: { Ref: 'Plan' },
    BackupSelection: { Resources: [`arn:aws:rds:${PRIMARY}:${ACCOUNT}:db:sales-db`] },
  }),
});

describe('backup-retention', () => {
  test('a week is enough', () =>
    expect(found('backup-retention', database({ BackupRetentionPeriod: 7 }))).toEqual([]));

  test('one day, the service’s default, is not', () => {
    expect(found('backup-retention', database({ BackupRetentionPeriod: 1 }))).toHaveLength(1);
    expect(found('backup-retention', database({ BackupRetentionPeriod: undefined }))).toHaveLength(1);
  });

  test('what cannot be resolved is named', () =>
    expect(found('backup-retention', database({ BackupRetentionPeriod: UNKNOWN }))[0]?.message).toContain(
      'not determined',
    ));

  test('replicated backups reach back as far as the ones they replicate', () => {
    const replicated = { AutomaticBackupReplicationRegion: RECOVERY, BackupRetentionPeriod: 35 };
    const kept = { ...replicated, AutomaticBackupReplicationRetentionPeriod: 35 };
    expect(found('backup-retention', database(kept))).toEqual([]);
    expect(found('backup-retention', database(replicated))).toHaveLength(1);
  });
});

describe('restore-size', () => {
  test('a literal size proves the restore', () => expect(found('restore-size', database())).toEqual([]));

  test('a size that cannot be resolved leaves every restore unproven, and no standby', () => {
    const [finding] = found('restore-size', database({ AllocatedStorage: UNKNOWN }));
    expect(finding).toMatchObject({ severity: 'unproven' });
    expect(finding?.disruptions).toEqual(['corruption', 'deletion', 'compromise', 'region']);
  });

  test('no size at all is as good as an unknown one', () =>
    expect(found('restore-size', database({ AllocatedStorage: undefined }))).toHaveLength(1));
});

describe('storage-encryption', () => {
  test('on, or taken over from the source of a replica', () => {
    expect(found('storage-encryption', database())).toEqual([]);
    const replica = { StorageEncrypted: undefined, SourceDBInstanceIdentifier: 'sales-db' };
    expect(found('storage-encryption', database(replica))).toEqual([]);
  });

  test('off, or left out', () => {
    expect(found('storage-encryption', database({ StorageEncrypted: false }))).toHaveLength(1);
    expect(found('storage-encryption', database({ StorageEncrypted: undefined }))).toHaveLength(1);
    expect(found('storage-encryption', database({ StorageEncrypted: undefined, ...KEY }))).toHaveLength(1);
  });

  test('what cannot be resolved is not shown', () =>
    expect(found('storage-encryption', database({ StorageEncrypted: UNKNOWN }))[0]?.message).toContain(
      'not shown',
    ));
});

describe('deletion-protection', () => {
  test('protected', () => expect(found('deletion-protection', database())).toEqual([]));

  test('off, left out, or deleted with its stack', () => {
    expect(found('deletion-protection', database({ DeletionProtection: false }))).toHaveLength(1);
    expect(found('deletion-protection', database({ DeletionProtection: undefined }))).toHaveLength(1);
    const resources = database();
    const kept = resources.Database;
    if (!kept) throw new Error('No database.');
    const deleted = { ...resources, Database: { ...kept, DeletionPolicy: 'Delete' } };
    expect(found('deletion-protection', deleted)).toHaveLength(1);
  });

  test('what cannot be resolved is not shown', () =>
    expect(found('deletion-protection', database({ DeletionProtection: UNKNOWN }))[0]?.message).toContain(
      'not shown',
    ));
});

describe('vault-lock', () => {
  test('locked for good, within bounds the plan respects', () =>
    expect(found('vault-lock', { ...database(KEY), ...plan(KEPT) })).toEqual([]));

  test.each([
    ['no lock', undefined],
    ['a lock that can be lifted', { MinRetentionDays: 7, MaxRetentionDays: 365 }],
    ['no lower bound', { MaxRetentionDays: 365, ChangeableForDays: 3 }],
    ['no upper bound', { MinRetentionDays: 7, ChangeableForDays: 3 }],
    ['a grace time that cannot be resolved', { ...LOCK, ChangeableForDays: UNKNOWN }],
  ])('%s', (_what, lock) => {
    const resources = { ...database(KEY), ...plan(KEPT) };
    const vault = resource('AWS::Backup::BackupVault', {
      BackupVaultName: 'near',
      EncryptionKeyArn: KEY.KmsKeyId,
      LockConfiguration: lock,
    });
    expect(found('vault-lock', { ...resources, Vault: vault })).toHaveLength(1);
  });

  test('a lifetime outside of the bounds is a breach: the job is refused', () =>
    expect(
      found('vault-lock', { ...database(KEY), ...plan({ Lifecycle: { DeleteAfterDays: 3 } }) }),
    ).toMatchObject([{ severity: 'breach' }]));

  test('a lifetime that cannot be resolved is named', () =>
    expect(
      found('vault-lock', { ...database(KEY), ...plan({ Lifecycle: { DeleteAfterDays: UNKNOWN } }) }),
    ).toHaveLength(1));
});

describe('foreign-copies', () => {
  const copied = plan({
    ...KEPT,
    CopyActions: [{ DestinationBackupVaultArn: `arn:aws:backup:${PRIMARY}:${FOREIGN}:backup-vault:foreign` }],
  });
  const vault = (Principal: unknown) =>
    stackOf(
      {
        Foreign: resource('AWS::Backup::BackupVault', {
          BackupVaultName: 'foreign',
          AccessPolicy: {
            Statement: [{ Effect: 'Allow', Action: 'backup:CopyIntoBackupVault', Resource: '*', Principal }],
          },
        }),
      },
      { name: 'foreign', account: FOREIGN },
    );
  const admitted = vault({ AWS: `arn:aws:iam::${ACCOUNT}:root` });

  test('under a key of its own, into a vault that lets the account in', () =>
    expect(found('foreign-copies', { ...database(KEY), ...copied }, [admitted])).toEqual([]));

  test('the service’s own key cannot be shared', () =>
    expect(found('foreign-copies', { ...database(), ...copied }, [admitted])).toMatchObject([
      { severity: 'breach', message: expect.stringContaining('no other account can use') },
    ]));

  test('a vault that admits another account, or one that cannot be resolved, does not let copies in', () => {
    for (const who of [{ AWS: 'arn:aws:iam::999999999999:root' }, UNKNOWN])
      expect(found('foreign-copies', { ...database(KEY), ...copied }, [vault(who)])).toHaveLength(1);
  });
});
