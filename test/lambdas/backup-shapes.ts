import type { CopyJob } from '../../lambdas/backup-copies/seen.ts';
import type { RecoveryPoint } from '../../lambdas/recovery-points/recovery-point.ts';
import type { Shape } from '../services/aws-stand-in.ts';
import { NOW } from './scenario.ts';

/** The scenario is told at {@link NOW}; its times are moved as far as the present is from it. */
const moved = (date: Date | undefined) => date && (date.getTime() - NOW.getTime() + Date.now()) / 1000;

export function pointShape(point: RecoveryPoint): Shape {
  return {
    RecoveryPointArn: point.arn,
    Status: point.status,
    StatusMessage: point.explanation,
    CreatedBy: { BackupRuleName: point.rule },
    CreationDate: moved(point.takenAt),
    CompletionDate: moved(point.completedAt),
    Lifecycle: { DeleteAfterDays: point.deleteAfterDays },
    EncryptionKeyArn: point.keyArn,
    IsEncrypted: true,
    ResourceType: 'RDS',
  };
}

export function jobShape(job: CopyJob): Shape {
  return {
    SourceRecoveryPointArn: job.source,
    DestinationBackupVaultArn: job.destinationVault,
    DestinationRecoveryPointArn: job.copy,
    State: job.state,
    StatusMessage: job.explanation,
    CreationDate: moved(job.createdAt),
    CompletionDate: moved(job.completedAt),
    DestinationEncryptionKeyArn: job.keyArn,
    DestinationRecoveryPointLifecycle: { DeleteAfterDays: job.deleteAfterDays },
  };
}
