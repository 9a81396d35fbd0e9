import { BackupClient } from '@aws-sdk/client-backup';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { connectByIam } from '../data-integrity/connect.ts';
import { clientOptions } from '../verification/client-options.ts';
import type { Verdict } from '../verification/finding.ts';
import { readSettings } from '../verification/settings.ts';
import { witnessOf } from '../verification/witness.ts';
import { openInstance } from './open-instance.ts';
import { restoreSettings } from './settings.ts';
import { validateRestore } from './validate.ts';

/** A whole table is read by one statement, from storage that is still being filled. */
const STATEMENT_SECONDS = 600;

/** Runs when a restore test has ended; a thrown error is tried again by Lambda, and then goes to the dead-letter queue. */
export async function handler(event: unknown): Promise<{ readonly verdict: Verdict }> {
  const settings = readSettings(restoreSettings, process.env.SETTINGS);
  const own = clientOptions(undefined);
  const rds = new RDSClient(own);
  const { database, region } = settings;
  const verdict = await validateRestore(event, settings, {
    backup: new BackupClient(own),
    rds,
    s3: new S3Client(own),
    cloudWatch: new CloudWatchClient(own),
    secrets: new SecretsManagerClient(own),
    witness: witnessOf(settings),
    open: async (instance) =>
      connectByIam(
        {
          host: await openInstance(rds, instance),
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
