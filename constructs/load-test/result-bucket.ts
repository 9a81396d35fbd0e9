import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { expiringBucket } from '../observability/expiring-bucket.ts';
import { holdsNothingOfRecord, serves } from '../traceability.ts';

/** Long enough to compare a release with that of the year before. */
const KEPT_DAYS = 400;

/** Days for which an overwritten result can be brought back. */
const OVERWRITTEN_KEPT_DAYS = 30;

/** Where runs leave their results; the task may add to it and take nothing away. */
export function resultBucket(scope: Construct, id: string): Bucket {
  const bucket = expiringBucket(scope, id, { days: KEPT_DAYS, noncurrentDays: OVERWRITTEN_KEPT_DAYS });
  const measurements =
    'It holds counts and times of made-up users, written by one role in every version; nothing in it is secret or recovers anything.';
  acknowledge(bucket, {
    'AwsSolutions-S1': measurements,
    'NIST.800.53.R5-S3BucketLoggingEnabled': measurements,
    'NIST.800.53.R5-S3BucketReplicationEnabled': measurements,
    'NIST.800.53.R5-S3DefaultEncryptionKMS': `${measurements} S3 encrypts it with its own keys.`,
  });
  serves(bucket, { criteria: ['P2', 'P3', 'P4', 'S6'], controls: ['NIST 800-53r5 AU-9', 'SOC 2 A1.1'] });
  holdsNothingOfRecord(bucket);
  return bucket;
}
