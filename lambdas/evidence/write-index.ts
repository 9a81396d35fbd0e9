import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { conclude } from '../verification/conclude.ts';
import type { Verdict } from '../verification/finding.ts';
import { scheduledTime } from '../verification/settings.ts';
import { indexKey, monthIndex } from './month.ts';
import { readMonth } from './read-month.ts';
import type { IndexSettings } from './settings.ts';
import { fetchSigner } from './signing-secret.ts';
import { write } from './store.ts';

const DAY_MS = 86_400_000;

export interface IndexServices {
  readonly s3: S3Client;
  readonly cloudWatch: CloudWatchClient;
  readonly witness?: CloudWatchClient | undefined;
  readonly secrets: SecretsManagerClient;
}

/**
 * Checks every record of the month that yesterday is in and writes its index, each day as a new version: the one that is
 * written on the first of a month is the index of the whole month before.
 */
export async function writeIndex(
  event: unknown,
  settings: IndexSettings,
  { s3: client, cloudWatch, secrets, witness }: IndexServices,
  now = new Date(),
): Promise<Verdict> {
  const scheduledAt = scheduledTime(event);
  const yesterday = new Date(scheduledAt.getTime() - DAY_MS);
  const { environment, evidence } = settings;
  const signer = await fetchSigner(secrets, evidence.signingSecret);
  const store = { client, bucket: evidence.bucket };
  const { index, findings } = monthIndex(
    settings,
    await readMonth(store, yesterday),
    yesterday,
    signer.publicKey,
  );
  await write(store, indexKey(yesterday), signer.seal(index));
  return conclude(
    { verifier: 'evidence', environment, scheduledAt, checkedAt: now, findings, measurements: [] },
    { store, signer, cloudWatch, witness },
  );
}
