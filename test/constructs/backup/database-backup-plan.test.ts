import { propertiesOf } from '../../assembly/resources.ts';
import { type Assembly, readAssembly, synthesize, type Template } from '../../assembly.ts';

const RECOVERY_VAULT = 'arn:aws:backup:eu-west-1:111122223333:backup-vault:holdfast-production-recovery';
const ACCOUNT_VAULT = 'arn:aws:backup:eu-central-1:444455556666:backup-vault:holdfast-production-account';

let assembly: Assembly;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
});

interface Rule {
  readonly ScheduleExpression: string;
  readonly StartWindowMinutes: number;
  readonly CompletionWindowMinutes: number;
  readonly EnableContinuousBackup?: boolean;
  readonly Lifecycle: { readonly DeleteAfterDays: number };
  readonly CopyActions: readonly {
    readonly DestinationBackupVaultArn: string;
    readonly Lifecycle: { readonly DeleteAfterDays: number };
  }[];
}

function rules(template: Template): readonly Rule[] {
  return propertiesOf(template, 'AWS::Backup::BackupPlan').BackupPlan.BackupPlanRule;
}

const plan = () => assembly.stack('holdfast-production-backup').template;

describe('the backup plan', () => {
  it('D1: takes a snapshot every day and every week, and never more often', () => {
    expect(rules(plan()).map((rule) => rule.ScheduleExpression)).toEqual([
      'cron(0 3 * * ? *)',
      'cron(0 5 ? * SUN *)',
    ]);
  });

  it('D1: selects the database by the name it has before it exists', () => {
    expect(propertiesOf(plan(), 'AWS::Backup::BackupSelection').BackupSelection.Resources).toEqual([
      'arn:aws:rds:eu-central-1:111122223333:db:holdfast-production-db',
    ]);
    const database = propertiesOf(
      assembly.stack('holdfast-production-data').template,
      'AWS::RDS::DBInstance',
    );
    expect(database.DBInstanceIdentifier).toBe('holdfast-production-db');
  });

  it('D2: copies every recovery point to the other region and to the other account, never both at once', () => {
    for (const rule of rules(plan())) {
      const destinations = rule.CopyActions.map((copy) => copy.DestinationBackupVaultArn);
      expect(destinations).toEqual([RECOVERY_VAULT, ACCOUNT_VAULT]);
    }
  });

  it('D6: starts within an hour, and leaves point-in-time recovery to RDS', () => {
    for (const rule of rules(plan())) {
      expect(rule.StartWindowMinutes).toBe(60);
      expect(rule.CompletionWindowMinutes).toBeGreaterThan(rule.StartWindowMinutes);
      expect(rule.EnableContinuousBackup).not.toBe(true);
    }
  });

  it('D2: copies to the recovery region alone when there is no backup account', async () => {
    const staging = readAssembly(await synthesize({ environment: 'staging' }));
    for (const rule of rules(staging.stack('holdfast-staging-backup').template)) {
      expect(rule.CopyActions).toHaveLength(1);
    }
    expect(staging.stacks.map((stack) => stack.name)).not.toContain('holdfast-staging-backup-account');
  });
});

describe.each([
  ['holdfast-production-foundation', 'holdfast-production-primary', 'eu-central-1', '111122223333'],
  ['holdfast-production-recovery-foundation', 'holdfast-production-recovery', 'eu-west-1', '111122223333'],
  ['holdfast-production-backup-account', 'holdfast-production-account', 'eu-central-1', '444455556666'],
])('the vault in %s', (name, vaultName, region, account) => {
  it('D2: stands where the plan looks for it, with a key of its own stack', () => {
    const stack = assembly.stack(name);
    expect([stack.region, stack.account]).toEqual([region, account]);
    const vault = propertiesOf(stack.template, 'AWS::Backup::BackupVault');
    expect(vault.BackupVaultName).toBe(vaultName);
    const [keyId] = vault.EncryptionKeyArn['Fn::GetAtt'];
    expect(stack.template.Resources[keyId]?.Properties?.EnableKeyRotation).toBe(true);
  });

  it('D2: is locked for good after three days, and its bounds let every rule through', () => {
    const { LockConfiguration: lock } = propertiesOf(
      assembly.stack(name).template,
      'AWS::Backup::BackupVault',
    );
    expect(lock.ChangeableForDays).toBe(3);
    for (const rule of rules(plan())) {
      for (const { DeleteAfterDays } of [rule.Lifecycle, ...rule.CopyActions.map((copy) => copy.Lifecycle)]) {
        expect(DeleteAfterDays).toBeGreaterThanOrEqual(lock.MinRetentionDays);
        expect(DeleteAfterDays).toBeLessThanOrEqual(lock.MaxRetentionDays);
      }
    }
  });
});

describe('the backup account', () => {
  it('D2: takes copies from the workload account and nothing else', () => {
    const vault = propertiesOf(
      assembly.stack('holdfast-production-backup-account').template,
      'AWS::Backup::BackupVault',
    );
    expect(vault.AccessPolicy.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'backup:CopyIntoBackupVault',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      }),
    ]);
  });

  it('D2: can read the snapshots that are copied to it', () => {
    const { Resources } = assembly.stack('holdfast-production-foundation').template;
    const dataKey = Object.values(Resources).find(
      ({ Type, Properties }) => Type === 'AWS::KMS::Key' && /-data:/.test(Properties?.Description),
    );
    expect(JSON.stringify(dataKey?.Properties?.KeyPolicy)).toContain('arn:aws:iam::444455556666:root');
  });
});
