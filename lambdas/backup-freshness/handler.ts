import { BackupClient } from '@aws-sdk/client-backup';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientOptions } from '../verification/client-options.ts';
import type { Verdict } from '../verification/finding.ts';
import { readSettings } from '../verification/settings.ts';
import { witnessOf } from '../verification/witness.ts';
import { freshnessSettings } from './settings.ts';
import { verifyFreshness } from './verify.ts';

/** Runs by schedule; a thrown error is tried again by Lambda, and then goes to the dead-letter queue. */
export async function handler(event: unknown): Promise<{ readonly verdict: Verdict }> {
  const settings = readSettings(freshnessSettings, process.env.SETTINGS);
  const of = ({ region }: { readonly region: string }) => ({
    rds: new RDSClient(clientOptions(region)),
    backup: new BackupClient(clientOptions(region)),
  });
  const own = clientOptions(undefined);
  const verdict = await verifyFreshness(event, settings, {
    primary: of(settings.primary),
    recovery: of(settings.recovery),
    s3: new S3Client(own),
    cloudWatch: new CloudWatchClient(own),
    witness: witnessOf(settings),
    secrets: new SecretsManagerClient(own),
  });
  return { verdict };
}
