import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';
import { serves } from '../../traceability.ts';
import { expiringBucket } from '../expiring-bucket.ts';

/** Days that the log of a run stays at hand. */
const KEPT_DAYS = 31;

/** Where the canary leaves the log of each run. */
export function artifactBucket(scope: Construct, id: string): Bucket {
  const bucket = expiringBucket(scope, id, { days: KEPT_DAYS, noncurrentDays: 1 });
  acknowledge(bucket, {
    'AwsSolutions-S1': 'It holds what any visitor can see, for a month; who reads it is of no interest.',
    'NIST.800.53.R5-S3BucketLoggingEnabled':
      'It holds what any visitor can see, for a month; who reads it is of no interest.',
    'NIST.800.53.R5-S3BucketReplicationEnabled':
      'Logs of the canary’s runs; the metrics are what is kept, and no recovery needs them.',
    'NIST.800.53.R5-S3DefaultEncryptionKMS':
      'It holds what any visitor can see; S3 encrypts it with its own keys.',
  });
  serves(bucket, { criteria: ['T5'], controls: ['NIST 800-53r5 AU-9', 'SOC 2 CC7.2'] });
  return bucket;
}
