import type { BackupClient } from '@aws-sdk/client-backup';
import { DescribeDBInstancesCommand, type RDSClient } from '@aws-sdk/client-rds';
import { listRecoveryPoints } from '../recovery-points/list.ts';
import { type BackupSource, newestReplicatedBackup } from '../replicated-backups/newest.ts';
import { ask } from '../verification/answer.ts';
import type { FreshnessSeen, PointInTime, RegionKind } from './seen.ts';
import type { FreshnessSettings } from './settings.ts';

/** Clients of one region. */
export interface FreshnessClients {
  readonly rds: RDSClient;
  readonly backup: BackupClient;
}

/** Asks both regions at once, each for itself. */
export async function look(
  settings: FreshnessSettings,
  clients: Readonly<Record<RegionKind, FreshnessClients>>,
  now: Date,
): Promise<FreshnessSeen> {
  const { database, rules } = settings;
  const longest = Math.max(...rules.map(({ maxAgeSeconds }) => maxAgeSeconds));
  // Twice the longest age: a recovery point that is too old is then found, and its age can be told.
  const createdAfter = new Date(now.getTime() - 2 * longest * 1000);
  const points = (kind: RegionKind) =>
    ask(() =>
      listRecoveryPoints(clients[kind].backup, {
        vault: settings[kind].vault,
        resource: database.arn,
        createdAfter,
      }),
    );
  const [ownLog, ownPoints, replicatedLog, copies] = await Promise.all([
    ask(() => ownPointInTime(clients.primary.rds, database.instance)),
    points('primary'),
    ask(() =>
      replicatedPointInTime(clients.recovery.rds, {
        instance: database.instance,
        region: settings.primary.region,
      }),
    ),
    points('recovery'),
  ]);
  return {
    primary: { pointInTime: ownLog, recoveryPoints: ownPoints },
    recovery: { pointInTime: replicatedLog, recoveryPoints: copies },
  };
}

async function ownPointInTime(client: RDSClient, instance: string): Promise<PointInTime> {
  const { DBInstances: [found] = [] } = await client.send(
    new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance }),
  );
  return { latest: found?.LatestRestorableTime, status: found?.DBInstanceStatus ?? 'unknown' };
}

async function replicatedPointInTime(client: RDSClient, source: BackupSource): Promise<PointInTime> {
  const newest = await newestReplicatedBackup(client, source);
  return newest
    ? { latest: newest.RestoreWindow?.LatestTime, status: newest.Status ?? 'unknown' }
    : { latest: undefined, status: 'not replicated' };
}
