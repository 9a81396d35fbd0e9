import { type BackupClient, paginateListRecoveryPointsByBackupVault } from '@aws-sdk/client-backup';
import { type RecoveryPoint, recoveryPoint } from './recovery-point.ts';

/** The most that AWS Backup gives in one answer. */
const PAGE = 1000;

export interface RecoveryPointsQuery {
  readonly vault: string;
  /** ARN of the database. */
  readonly resource: string;
  readonly createdAfter: Date;
}

/** All recovery points of one resource in a vault, however many answers they fill. */
export async function listRecoveryPoints(
  client: BackupClient,
  { vault, resource, createdAfter }: RecoveryPointsQuery,
): Promise<RecoveryPoint[]> {
  const points: RecoveryPoint[] = [];
  const pages = paginateListRecoveryPointsByBackupVault(
    { client, pageSize: PAGE },
    { BackupVaultName: vault, ByResourceArn: resource, ByCreatedAfter: createdAfter },
  );
  for await (const { RecoveryPoints = [] } of pages) {
    for (const point of RecoveryPoints) {
      const read = recoveryPoint(point);
      if (read) points.push(read);
    }
  }
  return points;
}
