import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';
import { serves } from '../../traceability.ts';

/** The engine's reports on takeovers and drills; kept for as long as an auditor may ask. */
const KEPT_DAYS = 7 * 365;

/** Receives a report of every takeover, in the region that is there after one. */
export function reportBucket(scope: Construct, id: string, key: IKey): Bucket {
  const bucket = new Bucket(scope, id, {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      {
        expiration: Duration.days(KEPT_DAYS),
        noncurrentVersionExpiration: Duration.days(KEPT_DAYS),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
  });
  const written =
    'A few reports a year, written by one role and kept in every version; who reads them shows in CloudTrail.';
  acknowledge(bucket, {
    'AwsSolutions-S1': written,
    'NIST.800.53.R5-S3BucketLoggingEnabled': written,
    'NIST.800.53.R5-S3BucketReplicationEnabled':
      'A report tells of what happened and recovers nothing; it lies where the service runs after a takeover.',
  });
  serves(bucket, {
    criteria: ['D7', 'A5'],
    controls: ['NIST 800-53r5 CP-4', 'NIST 800-53r5 AU-9', 'ISO 27001 A.5.30', 'SOC 2 A1.3'],
  });
  return bucket;
}
