import { type BackupClient, DescribeRestoreJobCommand } from '@aws-sdk/client-backup';
import { z } from 'zod';

const jobEvent = z.object({ detail: z.object({ restoreJobId: z.string().min(1) }) });

/** A restore that AWS Backup's restore testing made. */
export interface RestoreJob {
  readonly id: string;
  readonly status: string;
  readonly message: string | undefined;
  readonly startedAt: Date;
  readonly completedAt: Date | undefined;
  /** ARN of what was restored. */
  readonly recoveryPoint: string | undefined;
  /** When AWS Backup has the data from. */
  readonly takenAt: Date;
  /** Identifier of the restored instance. */
  readonly instance: string | undefined;
  /** Set once somebody has told AWS Backup how it went. */
  readonly validation: { readonly status: string; readonly message: string } | undefined;
}

/**
 * Asks AWS Backup for the job that an event is about.
 *
 * @throws Error when the event names no job, or the job is not one of a restore test: what people restore is not touched
 */
export async function restoreJob(client: BackupClient, event: unknown): Promise<RestoreJob> {
  const parsed = jobEvent.safeParse(event);
  if (!parsed.success) {
    throw new Error(
      'The event has no detail.restoreJobId; send it "Restore Job State Change" of AWS Backup.',
    );
  }
  const id = parsed.data.detail.restoreJobId;
  const job = await client.send(new DescribeRestoreJobCommand({ RestoreJobId: id }));
  if (job.CreatedBy?.RestoreTestingPlanArn === undefined) {
    throw new Error(`Restore job ${id} is not one of a restore testing plan, so it is left alone.`);
  }
  if (job.CreationDate === undefined || job.RecoveryPointCreationDate === undefined) {
    throw new Error(`AWS Backup does not say when restore job ${id} began, or of when its data is.`);
  }
  return {
    id,
    status: job.Status ?? 'UNKNOWN',
    message: job.StatusMessage,
    startedAt: job.CreationDate,
    completedAt: job.CompletionDate,
    recoveryPoint: job.RecoveryPointArn,
    takenAt: job.RecoveryPointCreationDate,
    instance: job.CreatedResourceArn?.split(':db:')[1],
    validation:
      job.ValidationStatus === undefined || job.ValidationStatus === 'VALIDATING'
        ? undefined
        : { status: job.ValidationStatus, message: job.ValidationStatusMessage ?? '' },
  };
}
