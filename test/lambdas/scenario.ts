import type { CopiesSeen, CopyJob, Vault } from '../../lambdas/backup-copies/seen.ts';
import { type CopiesSettings, copiesSettings } from '../../lambdas/backup-copies/settings.ts';
import type { FreshnessSeen } from '../../lambdas/backup-freshness/seen.ts';
import { type FreshnessSettings, freshnessSettings } from '../../lambdas/backup-freshness/settings.ts';
import type { RecoveryPoint } from '../../lambdas/recovery-points/recovery-point.ts';
import { answered } from '../../lambdas/verification/answer.ts';

/** Monday, eight hours after the daily backup and one day after the weekly one. */
export const NOW = new Date('2026-11-23T11:00:00Z');
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;
export const PRIMARY = 'eu-central-1';
export const RECOVERY = 'eu-west-1';
export const WORKLOAD = '111122223333';
export const BACKUP_ACCOUNT = '444455556666';
export const DATABASE = `arn:aws:rds:${PRIMARY}:${WORKLOAD}:db:holdfast-production-db`;

export const PRIMARY_KEY = `arn:aws:kms:${PRIMARY}:${WORKLOAD}:key/primary`;
export const RECOVERY_KEY = `arn:aws:kms:${RECOVERY}:${WORKLOAD}:key/recovery`;
export const ACCOUNT_KEY = `arn:aws:kms:${PRIMARY}:${BACKUP_ACCOUNT}:key/account`;
export const RECOVERY_VAULT = `arn:aws:backup:${RECOVERY}:${WORKLOAD}:backup-vault:holdfast-production-recovery`;
export const ACCOUNT_VAULT = `arn:aws:backup:${PRIMARY}:${BACKUP_ACCOUNT}:backup-vault:holdfast-production-account`;

const shared = {
  environment: 'holdfast-production',
  evidence: { bucket: 'evidence', signingSecret: 'holdfast-production/evidence/signing' },
};

export const FRESHNESS: FreshnessSettings = freshnessSettings.parse({
  ...shared,
  database: { instance: 'holdfast-production-db', arn: DATABASE },
  primary: { region: PRIMARY, vault: 'holdfast-production-primary', objectiveSeconds: HOUR },
  recovery: { region: RECOVERY, vault: 'holdfast-production-recovery', objectiveSeconds: HOUR },
  rules: [
    { name: 'daily', maxAgeSeconds: 36 * HOUR, deleteAfterDays: 35 },
    { name: 'weekly', maxAgeSeconds: 8 * DAY, deleteAfterDays: 365 },
  ],
});

export const COPIES: CopiesSettings = copiesSettings.parse({
  ...shared,
  resource: DATABASE,
  source: { region: PRIMARY, account: WORKLOAD, vault: 'holdfast-production-primary' },
  destinations: [
    {
      region: RECOVERY,
      account: WORKLOAD,
      vault: 'holdfast-production-recovery',
      arn: RECOVERY_VAULT,
      readable: true,
    },
    {
      region: PRIMARY,
      account: BACKUP_ACCOUNT,
      vault: 'holdfast-production-account',
      arn: ACCOUNT_VAULT,
      readable: false,
    },
  ],
  lock: { mode: 'compliance', minDays: 35, maxDays: 365 },
  rules: [
    { name: 'daily', deleteAfterDays: 35, lookBackSeconds: 2 * DAY },
    { name: 'weekly', deleteAfterDays: 365, lookBackSeconds: 8 * DAY },
  ],
  backupSeconds: 9 * HOUR,
  copySeconds: 12 * HOUR,
});

export function ago(seconds: number): Date {
  return new Date(NOW.getTime() - seconds * 1000);
}

export function point(name: string, rule: string, ageSeconds: number, keyArn: string): RecoveryPoint {
  return {
    arn: `arn:aws:rds:${keyArn.split(':')[3]}:${WORKLOAD}:snapshot:${name}`,
    status: 'COMPLETED',
    rule,
    takenAt: ago(ageSeconds),
    completedAt: ago(ageSeconds - HOUR / 2),
    deleteAfterDays: rule === 'daily' ? 35 : 365,
    keyArn,
    explanation: undefined,
  };
}

/** The last backups of the plan: daily at 03:00, weekly on Sunday at 05:00. */
const AGES = [
  ['today', 'daily', 8 * HOUR],
  ['yesterday', 'daily', 32 * HOUR],
  ['sunday', 'weekly', 30 * HOUR],
] as const;

export const ORIGINALS = AGES.map(([name, rule, age]) => point(name, rule, age, PRIMARY_KEY));
export const RECOVERY_COPIES = AGES.map(([name, rule, age]) =>
  point(`copy-${name}`, rule, age, RECOVERY_KEY),
);

export function copyJob(original: RecoveryPoint, copy: string, destinationVault: string): CopyJob {
  return {
    source: original.arn,
    destinationVault,
    copy,
    state: 'COMPLETED',
    explanation: undefined,
    createdAt: original.completedAt ?? original.takenAt,
    completedAt: new Date((original.completedAt ?? original.takenAt).getTime() + HOUR * 1000),
    keyArn: destinationVault === ACCOUNT_VAULT ? ACCOUNT_KEY : RECOVERY_KEY,
    deleteAfterDays: original.deleteAfterDays,
  };
}

export const JOBS = ORIGINALS.flatMap((original, index) => [
  copyJob(original, RECOVERY_COPIES[index]?.arn ?? '', RECOVERY_VAULT),
  copyJob(original, `arn:aws:rds:${PRIMARY}:${BACKUP_ACCOUNT}:snapshot:account-${index}`, ACCOUNT_VAULT),
]);

export function vault(keyArn: string): Vault {
  return { keyArn, locked: true, minDays: 35, maxDays: 365, lockDate: ago(300 * DAY) };
}

/** Everything as it should be. */
export function goodFreshness(): FreshnessSeen {
  return {
    primary: {
      pointInTime: answered({ latest: ago(4 * MINUTE), status: 'available' }),
      recoveryPoints: answered(ORIGINALS),
    },
    recovery: {
      pointInTime: answered({ latest: ago(9 * MINUTE), status: 'active' }),
      recoveryPoints: answered(RECOVERY_COPIES),
    },
  };
}

/** Everything as it should be. */
export function goodCopies(): CopiesSeen {
  return {
    source: { vault: answered(vault(PRIMARY_KEY)), points: answered(ORIGINALS) },
    jobs: answered(JOBS),
    destinations: new Map([
      [RECOVERY_VAULT, { vault: answered(vault(RECOVERY_KEY)), points: answered(RECOVERY_COPIES) }],
    ]),
  };
}
