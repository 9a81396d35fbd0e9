import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { connectByIam } from '../data-integrity/connect.ts';
import { clientOptions } from '../verification/client-options.ts';
import type { Verdict } from '../verification/finding.ts';
import { readSettings } from '../verification/settings.ts';
import { witnessOf } from '../verification/witness.ts';
import { canarySettings } from './settings.ts';
import { verifyIntegrity } from './verify.ts';

/** Below the time of the function, so that the log says which statement it was. */
const STATEMENT_SECONDS = 90;

/** Runs by schedule; a thrown error is tried again by Lambda, and then goes to the dead-letter queue. */
export async function handler(event: unknown): Promise<{ readonly verdict: Verdict }> {
  const settings = readSettings(canarySettings, process.env.SETTINGS);
  const { database, region, evidenceRegion } = settings;
  const own = clientOptions(undefined);
  const verdict = await verifyIntegrity(event, settings, {
    s3: new S3Client(clientOptions(evidenceRegion)),
    cloudWatch: new CloudWatchClient(own),
    secrets: new SecretsManagerClient(own),
    witness: witnessOf(settings),
    open: () =>
      connectByIam(
        {
          host: process.env.DATABASE_HOST ?? '',
          port: database.port,
          database: database.name,
          user: database.user,
          region,
        },
        STATEMENT_SECONDS,
      ),
  });
  return { verdict };
}
