import { DescribeDBSnapshotsCommand, type RDSClient } from '@aws-sdk/client-rds';
import { ask } from '../verification/answer.ts';

/**
 * When the data of a recovery point was taken. AWS Backup dates a copy by its copying, which may be hours later; RDS
 * keeps the time of the snapshot that it is a copy of.
 *
 * @returns `undefined` when RDS does not tell
 */
export async function originalTime(
  client: RDSClient,
  recoveryPoint: string | undefined,
): Promise<Date | undefined> {
  const snapshot = recoveryPoint?.split(':snapshot:')[1];
  if (snapshot === undefined) return undefined;
  const answer = await ask(() =>
    client.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: snapshot })),
  );
  return answer.state === 'answered' ? answer.value.DBSnapshots?.[0]?.OriginalSnapshotCreateTime : undefined;
}
