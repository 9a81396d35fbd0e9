import type { RecoveryPointByBackupVault } from '@aws-sdk/client-backup';

/** A recovery point as the verifiers judge it. */
export interface RecoveryPoint {
  readonly arn: string;
  readonly status: string;
  /** Rule of the backup plan that made it; absent when it was made by hand. */
  readonly rule: string | undefined;
  /** When the data was taken, to the best of what AWS Backup tells. */
  readonly takenAt: Date;
  /** When it was ready. */
  readonly completedAt: Date | undefined;
  readonly deleteAfterDays: number | undefined;
  readonly keyArn: string | undefined;
  readonly explanation: string | undefined;
}

/** States in which a recovery point can be restored. */
export function isRestorable({ status }: Pick<RecoveryPoint, 'status'>): boolean {
  return status === 'COMPLETED' || status === 'AVAILABLE';
}

/** @returns `undefined` for what AWS Backup names no ARN or date for: nothing could be restored from it */
export function recoveryPoint(point: RecoveryPointByBackupVault): RecoveryPoint | undefined {
  const dates = [point.InitiationDate, point.CreationDate].filter((date) => date !== undefined);
  if (point.RecoveryPointArn === undefined || dates.length === 0) return undefined;
  return {
    arn: point.RecoveryPointArn,
    status: point.Status ?? 'UNKNOWN',
    rule: point.CreatedBy?.BackupRuleName,
    // The earlier one: a copy may be created hours after the snapshot that it is a copy of.
    takenAt: new Date(Math.min(...dates.map(Number))),
    completedAt: point.CompletionDate,
    deleteAfterDays: point.Lifecycle?.DeleteAfterDays,
    keyArn: point.EncryptionKeyArn,
    explanation: point.StatusMessage,
  };
}
