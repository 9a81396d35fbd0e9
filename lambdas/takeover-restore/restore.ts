import {
  type DBInstanceAutomatedBackup,
  DescribeDBInstanceAutomatedBackupsCommand,
  type RDSClient,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import { readInstance } from '../takeover/instance.ts';
import type { RestoreSettings } from './settings.ts';

/** What a restore under way passes through; anything else needs a person. */
const UNDER_WAY = /^(creating|backing-up|modifying|rebooting|starting|configuring-[a-z-]+|storage-[a-z]+)$/;

/**
 * Restores the database from the backups that RDS replicates to this region, to their last moment. It can be called as
 * often as the engine likes: it starts one restore and then tells how far it is.
 *
 * @returns host of the restored instance
 * @throws Error while the restore is under way, and when it cannot succeed; the sentence tells which
 */
export async function restore(rds: RDSClient, settings: RestoreSettings): Promise<string> {
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
  const backup = await newestBackup(rds, settings);
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

/** An instance that was replaced leaves backups of its own under the same name. */
async function newestBackup(rds: RDSClient, { source }: RestoreSettings): Promise<DBInstanceAutomatedBackup> {
  const { DBInstanceAutomatedBackups: backups = [] } = await rds.send(
    new DescribeDBInstanceAutomatedBackupsCommand({ DBInstanceIdentifier: source.instance }),
  );
  const latest = ({ RestoreWindow }: DBInstanceAutomatedBackup) => RestoreWindow?.LatestTime?.getTime() ?? 0;
  const [newest] = backups
    .filter(({ DBInstanceArn = '' }) => DBInstanceArn.split(':')[3] === source.region)
    .filter((backup) => latest(backup) > 0)
    .sort((one, other) => latest(other) - latest(one));
  if (newest) return newest;
  throw new Error(
    `There is no replicated backup of ${source.instance} of ${source.region} here: restore a copy from the recovery vault by hand.`,
  );
}
