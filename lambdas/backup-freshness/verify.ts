import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { fetchSigner } from '../evidence/signing-secret.ts';
import { conclude } from '../verification/conclude.ts';
import type { Verdict } from '../verification/finding.ts';
import { scheduledTime } from '../verification/settings.ts';
import { judgeFreshness } from './judge.ts';
import { type FreshnessClients, look } from './look.ts';
import type { RegionKind } from './seen.ts';
import type { FreshnessSettings } from './settings.ts';

export interface FreshnessServices extends Readonly<Record<RegionKind, FreshnessClients>> {
  readonly s3: S3Client;
  readonly cloudWatch: CloudWatchClient;
  readonly witness?: CloudWatchClient | undefined;
  readonly secrets: SecretsManagerClient;
}

/** One run of the verifier, at `now`. */
export async function verifyFreshness(
  event: unknown,
  settings: FreshnessSettings,
  services: FreshnessServices,
  now = new Date(),
): Promise<Verdict> {
  const scheduledAt = scheduledTime(event);
  const { environment, evidence } = settings;
  const signer = await fetchSigner(services.secrets, evidence.signingSecret);
  const judged = judgeFreshness(settings, await look(settings, services, now), now);
  return conclude(
    { verifier: 'backup-freshness', environment, scheduledAt, checkedAt: now, ...judged },
    {
      store: { client: services.s3, bucket: evidence.bucket },
      signer,
      cloudWatch: services.cloudWatch,
      witness: services.witness,
    },
  );
}
