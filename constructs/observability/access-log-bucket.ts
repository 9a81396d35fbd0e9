import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import { expiringBucket } from './expiring-bucket.ts';

/** Days that an access log stays at hand, which is also what an investigation usually looks back. */
const KEPT_DAYS = 90;

/**
 * A bucket for the access logs of one load balancer or distribution. Encrypted by S3 itself, because load balancers
 * cannot write with a key of KMS.
 */
export function accessLogBucket(scope: Construct, id: string): Bucket {
  const bucket = expiringBucket(scope, id, { days: KEPT_DAYS, noncurrentDays: 7 });
  acknowledge(bucket, {
    'AwsSolutions-S1': 'It receives access logs; logging the access to it would fill it with itself.',
    'NIST.800.53.R5-S3BucketLoggingEnabled':
      'It receives access logs; logging the access to it would fill it with itself.',
    'NIST.800.53.R5-S3BucketReplicationEnabled':
      'Each region logs to its own bucket; no recovery needs the access logs of another region.',
    'NIST.800.53.R5-S3DefaultEncryptionKMS':
      'A load balancer cannot deliver logs to a bucket encrypted by KMS; S3 encrypts them with its own keys.',
  });
  serves(bucket, {
    criteria: ['T5'],
    controls: ['NIST 800-53r5 AU-2', 'NIST 800-53r5 AU-9', 'ISO 27001 A.8.15', 'SOC 2 CC7.2'],
  });
  return bucket;
}
