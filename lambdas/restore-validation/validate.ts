import type { BackupClient } from '@aws-sdk/client-backup';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type postgres from 'postgres';
import { lastObservation } from '../data-integrity/last-observation.ts';
import { fetchSigner } from '../evidence/signing-secret.ts';
import { conclude } from '../verification/conclude.ts';
import type { Verdict } from '../verification/finding.ts';
import { type Examined, examine } from './examine.ts';
import { originalTime } from './original-time.ts';
import { messageOf, report } from './report.ts';
import { type RestoreJob, restoreJob } from './restore-job.ts';
import type { RestoreSettings } from './settings.ts';

export interface RestoreServices {
  readonly backup: BackupClient;
  readonly rds: RDSClient;
  readonly s3: S3Client;
  readonly cloudWatch: CloudWatchClient;
  readonly secrets: SecretsManagerClient;
  readonly witness?: CloudWatchClient | undefined;
  /** Connects to a restored instance. */
  open(instance: string): Promise<postgres.Sql>;
}

const NOT_RECORDED = 'The result could not be recorded';

/** Judges one restore test: once, however often it is told of it. */
export async function validateRestore(
  event: unknown,
  settings: RestoreSettings,
  services: RestoreServices,
): Promise<Verdict> {
  const told = await restoreJob(services.backup, event);
  const job = { ...told, takenAt: (await originalTime(services.rds, told.recoveryPoint)) ?? told.takenAt };
  const { validation } = job;
  if (validation?.message.startsWith(NOT_RECORDED)) throw new Error(validation.message);
  if (validation) return validation.status === 'SUCCESSFUL' ? 'good' : 'bad';
  let verdict: Verdict;
  let examined: Examined;
  try {
    ({ verdict, examined } = await examineAndRecord(job, settings, services));
  } catch (error) {
    if (job.status === 'COMPLETED') await report(job, false, `${NOT_RECORDED}: ${String(error)}`, services);
    throw error;
  }
  if (job.status === 'COMPLETED') {
    await report(job, verdict === 'good', messageOf(verdict, examined.findings), services);
  }
  return verdict;
}

async function examineAndRecord(
  job: RestoreJob,
  settings: RestoreSettings,
  services: RestoreServices,
): Promise<{ readonly verdict: Verdict; readonly examined: Examined }> {
  const { environment, evidence } = settings;
  const store = { client: services.s3, bucket: evidence.bucket };
  const signer = await fetchSigner(services.secrets, evidence.signingSecret);
  const known = await lastObservation(store, job.takenAt, signer.publicKey);
  const examined = await examine(job, settings, known, (instance) => services.open(instance));
  const verdict = await conclude(
    {
      verifier: 'restore-validation',
      environment,
      scheduledAt: job.startedAt,
      checkedAt: new Date(),
      ...examined,
    },
    { store, signer, cloudWatch: services.cloudWatch, witness: services.witness },
  );
  return { verdict, examined };
}
