import { type BackupClient, PutRestoreValidationResultCommand } from '@aws-sdk/client-backup';
import { DeleteDBInstanceCommand, type RDSClient } from '@aws-sdk/client-rds';
import type { Finding, Verdict } from '../verification/finding.ts';
import type { RestoreJob } from './restore-job.ts';

/** What AWS Backup keeps of a message. */
const LONGEST = 1000;

export interface ReportOutlets {
  readonly backup: BackupClient;
  readonly rds: RDSClient;
}

/**
 * Tells AWS Backup how the test went; it then deletes what it restored. When it cannot be told, the instance is deleted
 * here, so that a failed test never leaves a copy of the data behind.
 */
export async function report(
  job: RestoreJob,
  successful: boolean,
  message: string,
  { backup, rds }: ReportOutlets,
): Promise<void> {
  try {
    await backup.send(
      new PutRestoreValidationResultCommand({
        RestoreJobId: job.id,
        ValidationStatus: successful ? 'SUCCESSFUL' : 'FAILED',
        ValidationStatusMessage: message.slice(0, LONGEST),
      }),
    );
  } catch (error) {
    if (job.instance !== undefined) {
      await rds.send(
        new DeleteDBInstanceCommand({
          DBInstanceIdentifier: job.instance,
          SkipFinalSnapshot: true,
          DeleteAutomatedBackups: true,
        }),
      );
    }
    throw error;
  }
}

/** What people read in the console of AWS Backup. */
export function messageOf(verdict: Verdict, findings: readonly Finding[]): string {
  const problems = findings.filter((finding) => finding.verdict !== 'good');
  return problems.length === 0
    ? `${verdict}: ${findings.length} checks passed.`
    : problems.map(({ sentence }) => sentence).join(' ');
}
