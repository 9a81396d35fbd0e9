import {
  type DBInstanceAutomatedBackup,
  type RDSClient,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import { newestReplicatedBackup } from '../replicated-backups/newest.ts';
import { readInstance } from '../takeover/instance.ts';
import { type Clock, type Patience, until } from '../takeover/patience.ts';
import { lookOn } from '../takeover/refusal.ts';
import type { RestoreSettings } from './settings.ts';

/** What a restore under way passes through; anything else needs a person. */
const UNDER_WAY = /^(creating|backing-up|modifying|rebooting|starting|configuring-[a-z-]+|storage-[a-z]+)$/;

/** The engine calls the step every two minutes; only what AWS does not answer is asked again sooner. */
const PATIENCE: Patience = { limitSeconds: 90, everySeconds: 10 };

/**
 * Restores the database from the backups that RDS replicates to this region, to their last moment. It can be called as
 * often as the engine likes: it starts one restore and then tells how far it is.
 *
 * @returns host of the restored instance
 * @throws Error while the restore is under way, and when it cannot succeed; the sentence tells which
 */
export function restore(rds: RDSClient, settings: RestoreSettings, clock: Clock): Promise<string> {
  const aim = `restoring ${settings.instance}`;
  return until(clock, PATIENCE, () => lookOn(aim, async () => ({ done: await advance(rds, settings) })));
}

async function advance(rds: RDSClient, settings: RestoreSettings): Promise<string> {
  const { instance: identifier } = settings;
  const instance = await readInstance(rds, identifier);
  if (instance?.status === 'available' && instance.host !== undefined) return instance.host;
  if (instance === undefined) {
    await start(rds, settings);
    throw new Error(`The restore of ${identifier} has begun.`);
  }
  if (UNDER_WAY.test(instance.status)) {
    throw new Error(`The restore of ${identifier} is under way: ${instance.status}.`);
  }
  throw new Error(
    `${identifier} is ${instance.status}: delete it, look at its events, and let the step run again.`,
  );
}

async function start(rds: RDSClient, settings: RestoreSettings): Promise<void> {
  const backup = await restorableBackup(rds, settings);
  await rds.send(
    new RestoreDBInstanceToPointInTimeCommand({
      SourceDBInstanceAutomatedBackupsArn: backup.DBInstanceAutomatedBackupsArn,
      TargetDBInstanceIdentifier: settings.instance,
      UseLatestRestorableTime: true,
      DBInstanceClass: settings.instanceClass,
      DBSubnetGroupName: settings.subnetGroup,
      DBParameterGroupName: settings.parameterGroup,
      VpcSecurityGroupIds: [settings.securityGroup],
      MaxAllocatedStorage: settings.maxStorageGiB,
      MultiAZ: settings.multiAz,
      PubliclyAccessible: false,
      EnableIAMDatabaseAuthentication: true,
      CopyTagsToSnapshot: true,
      DeletionProtection: settings.deletionProtection,
    }),
  );
}

async function restorableBackup(
  rds: RDSClient,
  { source }: RestoreSettings,
): Promise<DBInstanceAutomatedBackup> {
  const newest = await newestReplicatedBackup(rds, source);
  if (newest?.RestoreWindow?.LatestTime) return newest;
  const there = newest ? `that can be restored, but one that is ${newest.Status}` : 'here';
  throw new Error(
    `There is no replicated backup of ${source.instance} of ${source.region} ${there}: restore a copy from the recovery vault by hand.`,
  );
}
