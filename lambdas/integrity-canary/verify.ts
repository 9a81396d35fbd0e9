import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type postgres from 'postgres';
import { lastObservation, OBSERVER } from '../data-integrity/last-observation.ts';
import { fetchSigner } from '../evidence/signing-secret.ts';
import { conclude } from '../verification/conclude.ts';
import type { Verdict } from '../verification/finding.ts';
import { scheduledTime } from '../verification/settings.ts';
import { checkIntegrity } from './check.ts';
import type { CanarySettings } from './settings.ts';

export interface CanaryServices {
  /** Of the region of the evidence. */
  readonly s3: S3Client;
  readonly cloudWatch: CloudWatchClient;
  readonly secrets: SecretsManagerClient;
  readonly witness?: CloudWatchClient | undefined;
  open(): Promise<postgres.Sql>;
}

/** One run of the canary, at `now`. A database that does not answer has its own alarms: the run then fails. */
export async function verifyIntegrity(
  event: unknown,
  settings: CanarySettings,
  services: CanaryServices,
  now = new Date(),
): Promise<Verdict> {
  const scheduledAt = scheduledTime(event);
  const { environment, evidence, transientTables } = settings;
  const store = { client: services.s3, bucket: evidence.bucket };
  const signer = await fetchSigner(services.secrets, evidence.signingSecret);
  const last = await lastObservation(store, now, signer.publicKey);
  const sql = await services.open();
  try {
    const checked = await checkIntegrity(sql, last, transientTables, now);
    return await conclude(
      { verifier: OBSERVER, environment, scheduledAt, checkedAt: now, ...checked, measurements: [] },
      { store, signer, cloudWatch: services.cloudWatch, witness: services.witness },
    );
  } finally {
    await sql.end({ timeout: 5 });
  }
}
