import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientOptions } from '../verification/client-options.ts';
import type { Verdict } from '../verification/finding.ts';
import { readSettings } from '../verification/settings.ts';
import { witnessOf } from '../verification/witness.ts';
import { indexSettings } from './settings.ts';
import { writeIndex } from './write-index.ts';

/** Runs once a day; a thrown error is tried again by Lambda, and then goes to the dead-letter queue. */
export async function handler(event: unknown): Promise<{ readonly verdict: Verdict }> {
  const own = clientOptions(undefined);
  const settings = readSettings(indexSettings, process.env.SETTINGS);
  const verdict = await writeIndex(event, settings, {
    s3: new S3Client(own),
    cloudWatch: new CloudWatchClient(own),
    witness: witnessOf(settings),
    secrets: new SecretsManagerClient(own),
  });
  return { verdict };
}
