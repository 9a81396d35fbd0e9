import { BackupClient } from '@aws-sdk/client-backup';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientOptions } from '../verification/client-options.ts';
import type { Verdict } from '../verification/finding.ts';
import { readSettings } from '../verification/settings.ts';
import { witnessOf } from '../verification/witness.ts';
import { copiesSettings } from './settings.ts';
import { verifyCopies } from './verify.ts';

/** Runs by schedule; a thrown error is tried again by Lambda, and then goes to the dead-letter queue. */
export async function handler(event: unknown): Promise<{ readonly verdict: Verdict }> {
  const own = clientOptions(undefined);
  const settings = readSettings(copiesSettings, process.env.SETTINGS);
  const verdict = await verifyCopies(event, settings, {
    backup: (region) => new BackupClient(clientOptions(region)),
    s3: (region) => new S3Client(clientOptions(region)),
    cloudWatch: new CloudWatchClient(own),
    witness: witnessOf(settings),
    secrets: new SecretsManagerClient(own),
  });
  return { verdict };
}
