import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';

/** Days that an access log stays at hand, which is also what an investigation usually looks back. */
const KEPT_DAYS = 90;

/**
 * A bucket for the access logs of one load balancer or distribution. Encrypted by S3 itself, because load balancers
 * cannot write with a key of KMS.
 */
export function accessLogBucket(scope: Construct, id: string): Bucket {
  const bucket = new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      {
        expiration: Duration.days(KEPT_DAYS),
        noncurrentVersionExpiration: Duration.days(7),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
  });
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
