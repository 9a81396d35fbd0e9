import type { BackupClient } from '@aws-sdk/client-backup';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { fetchSigner } from '../evidence/signing-secret.ts';
import { conclude } from '../verification/conclude.ts';
import type { Verdict } from '../verification/finding.ts';
import { scheduledTime } from '../verification/settings.ts';
import { judgeCopies } from './judge.ts';
import { judgeReplication } from './judge-replication.ts';
import { lookAtVaults } from './look.ts';
import { lookAtReplication } from './look-at-replication.ts';
import type { CopiesSettings } from './settings.ts';

export interface CopiesServices {
  backup(region: string): BackupClient;
  /** Of the function's own region when none is given. */
  s3(region: string | undefined): S3Client;
  readonly cloudWatch: CloudWatchClient;
  readonly witness?: CloudWatchClient | undefined;
  readonly secrets: SecretsManagerClient;
}

/** One run of the verifier, at `now`. */
export async function verifyCopies(
  event: unknown,
  settings: CopiesSettings,
  services: CopiesServices,
  now = new Date(),
): Promise<Verdict> {
  const scheduledAt = scheduledTime(event);
  const { environment, evidence, replication, source } = settings;
  const signer = await fetchSigner(services.secrets, evidence.signingSecret);
  const [vaults, replicated] = await Promise.all([
    lookAtVaults(settings, (region) => services.backup(region), now),
    replication && lookAtReplication(replication, (region) => services.s3(region), now),
  ]);
  const findings = judgeCopies(settings, vaults, now);
  if (replication && replicated) {
    findings.push(...judgeReplication(replication, source.account, replicated, now));
  }
  return conclude(
    { verifier: 'backup-copies', environment, scheduledAt, checkedAt: now, findings, measurements: [] },
    {
      store: { client: services.s3(undefined), bucket: evidence.bucket },
      signer,
      cloudWatch: services.cloudWatch,
      witness: services.witness,
    },
  );
}
