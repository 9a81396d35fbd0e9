import {
  type DBInstanceAutomatedBackup,
  paginateDescribeDBInstanceAutomatedBackups,
  type RDSClient,
} from '@aws-sdk/client-rds';

/** The instance that backups were taken of. */
export interface BackupSource {
  readonly instance: string;
  readonly region: string;
}

/**
 * The automated backups of an instance of another region that reach furthest, as RDS has replicated them to the region
 * of the client. An instance that was replaced leaves backups of its own under the same name, and RDS lists them first
 * or last as it likes.
 *
 * They are found by a filter: the API reference lets the parameter `DBInstanceIdentifier` name existing instances alone,
 * and the source does not exist here, and after the loss of its region nowhere.
 *
 * @returns `undefined` when none is replicated to here
 */
export async function newestReplicatedBackup(
  client: RDSClient,
  source: BackupSource,
): Promise<DBInstanceAutomatedBackup | undefined> {
  const pages = paginateDescribeDBInstanceAutomatedBackups(
    { client },
    { Filters: [{ Name: 'db-instance-id', Values: [source.instance] }] },
  );
  let newest: DBInstanceAutomatedBackup | undefined;
  for await (const { DBInstanceAutomatedBackups: backups = [] } of pages) {
    for (const backup of backups) {
      if (isOf(backup, source) && (newest === undefined || reach(backup) > reach(newest))) newest = backup;
    }
  }
  return newest;
}

/** The filter also finds an instance of the same name in the region itself; the ARN is always that of the source. */
function isOf(
  { DBInstanceArn = '' }: DBInstanceAutomatedBackup,
  { instance, region }: BackupSource,
): boolean {
  const [, , , itsRegion, , , itsName] = DBInstanceArn.split(':');
  return itsRegion === region && itsName === instance;
}

function reach({ RestoreWindow }: DBInstanceAutomatedBackup): number {
  return RestoreWindow?.LatestTime?.getTime() ?? 0;
}
