import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CopiesSettings } from '../../lambdas/backup-copies/settings.ts';
import type { FreshnessSettings } from '../../lambdas/backup-freshness/settings.ts';
import type { IndexSettings } from '../../lambdas/evidence/settings.ts';
import type { CanarySettings } from '../../lambdas/integrity-canary/settings.ts';
import type { RestoreSettings } from '../../lambdas/restore-validation/settings.ts';
import type { VerifierSettings } from '../../lambdas/verification/settings.ts';
import { objectivesOf } from '../../lib/config/objectives.ts';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { POSTGRES_PORT } from '../database/engine.ts';
import { evidenceLockDays } from './evidence-bucket.ts';
import {
  BACKUP_SECONDS,
  COPY_SECONDS,
  expectedRules,
  pointInTimeObjectives,
  REPLICATION_SECONDS,
} from './expected-backups.ts';
import { VERIFIERS } from './verifiers.ts';

const DAY = 86_400;

/** What a restore may take where nothing is promised for the loss of a region. */
const USUAL_RTO_SECONDS = 4 * 3600;

/** Within how many seconds each rule must have made a recovery point that has, or is about to have, its copies. */
const LOOK_BACK = { daily: 2 * DAY, weekly: 8 * DAY } as const;

/** What every verifier of the recovery region needs; the primary region is its witness. */
export function sharedSettings(config: PlatformConfig, names: PlatformNames): VerifierSettings {
  return {
    environment: names.prefix,
    evidence: { bucket: names.evidenceBucket, signingSecret: names.evidenceSecret },
    witnessRegion: config.regions.primary.name,
  };
}

export function databaseArn(config: PlatformConfig, names: PlatformNames, partition: string): string {
  return `arn:${partition}:rds:${config.regions.primary.name}:${config.accounts.workload}:db:${names.databaseInstance}`;
}

export function freshnessSettings(
  scope: Construct,
  config: PlatformConfig,
  names: PlatformNames,
): FreshnessSettings {
  const { primary, recovery } = config.regions;
  const objectives = pointInTimeObjectives(config);
  return {
    ...sharedSettings(config, names),
    database: {
      instance: names.databaseInstance,
      arn: databaseArn(config, names, Stack.of(scope).partition),
    },
    primary: { region: primary.name, vault: names.primaryVault, objectiveSeconds: objectives.primary },
    recovery: { region: recovery.name, vault: names.recoveryVault, objectiveSeconds: objectives.recovery },
    rules: [...expectedRules(config)],
  };
}

export function copiesSettings(
  scope: Construct,
  config: PlatformConfig,
  names: PlatformNames,
): CopiesSettings {
  const { primary, recovery } = config.regions;
  const { workload, backup: backupAccount } = config.accounts;
  const { partition } = Stack.of(scope);
  const destination = (region: string, account: string, vault: string, readable: boolean) => ({
    region,
    account,
    vault,
    readable,
    arn: `arn:${partition}:backup:${region}:${account}:backup-vault:${vault}`,
  });
  const days = [config.backup.dailyRetentionDays, config.backup.weeklyRetentionDays];
  return {
    ...sharedSettings(config, names),
    resource: databaseArn(config, names, partition),
    source: { region: primary.name, account: workload, vault: names.primaryVault },
    destinations: [
      destination(recovery.name, workload, names.recoveryVault, true),
      ...(backupAccount ? [destination(primary.name, backupAccount, names.accountVault, false)] : []),
    ],
    lock: { mode: config.backup.lock, minDays: Math.min(...days), maxDays: Math.max(...days) },
    rules: expectedRules(config).map(({ name, deleteAfterDays }) => ({
      name,
      deleteAfterDays,
      lookBackSeconds: name === 'daily' ? LOOK_BACK.daily : LOOK_BACK.weekly,
    })),
    backupSeconds: BACKUP_SECONDS,
    copySeconds: COPY_SECONDS,
    replication: {
      bucket: names.evidenceBucket,
      replica: { bucket: names.evidenceReplica, region: primary.name },
      seconds: REPLICATION_SECONDS,
      lockDays: evidenceLockDays(config),
    },
  };
}

/** Tables of the app whose rows come and go by themselves: a test compares them with its schema. */
export const TRANSIENT_TABLES = ['draft_requests', 'idempotency_keys', 'sessions', 'verifications'];

/** The canary writes every five minutes; two of its runs and a slow snapshot may lie between its last link and a backup. */
const QUIET_SECONDS = 15 * 60;

export function restoreSettings(config: PlatformConfig, names: PlatformNames): RestoreSettings {
  const objective = objectivesOf(config).perDisruption.region?.rtoSeconds;
  return {
    ...sharedSettings(config, names),
    region: config.regions.recovery.name,
    database: { name: names.databaseName, user: names.databaseUser, port: POSTGRES_PORT },
    objectiveSeconds: objective ?? USUAL_RTO_SECONDS,
    quietSeconds: QUIET_SECONDS,
    transientTables: TRANSIENT_TABLES,
  };
}

/** The canary stands beside the database, and is watched from the region of its evidence. */
export function canarySettings(config: PlatformConfig, names: PlatformNames): CanarySettings {
  const { primary, recovery } = config.regions;
  return {
    ...sharedSettings(config, names),
    witnessRegion: recovery.name,
    region: primary.name,
    evidenceRegion: recovery.name,
    database: { name: names.databaseName, user: names.databaseUser, port: POSTGRES_PORT },
    transientTables: TRANSIENT_TABLES,
  };
}

export function indexSettings(config: PlatformConfig, names: PlatformNames): IndexSettings {
  return {
    ...sharedSettings(config, names),
    verifiers: Object.values(VERIFIERS).map(({ name, leastPerDay }) => ({ name, leastPerDay })),
  };
}
