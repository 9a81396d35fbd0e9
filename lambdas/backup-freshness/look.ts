import type { BackupClient } from '@aws-sdk/client-backup';
import {
  DescribeDBInstancesCommand,
  paginateDescribeDBInstanceAutomatedBackups,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { listRecoveryPoints } from '../recovery-points/list.ts';
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
    ask(() => replicatedPointInTime(clients.recovery.rds, database.arn)),
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

/** RDS lists the backups that are replicated into a region there, with the ARN of the instance they come from. */
async function replicatedPointInTime(client: RDSClient, instanceArn: string): Promise<PointInTime> {
  const instance = instanceArn.split(':').at(-1);
  const pages = paginateDescribeDBInstanceAutomatedBackups({ client }, { DBInstanceIdentifier: instance });
  for await (const { DBInstanceAutomatedBackups: backups = [] } of pages) {
    const replicated = backups.find(({ DBInstanceArn }) => DBInstanceArn === instanceArn);
    if (replicated) {
      return { latest: replicated.RestoreWindow?.LatestTime, status: replicated.Status ?? 'unknown' };
    }
  }
  return { latest: undefined, status: 'not replicated' };
}
