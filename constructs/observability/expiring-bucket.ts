import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export interface ExpiringBucketProps {
  /** Days that an object stays at hand. */
  readonly days: number;
  /** Days after which what was overwritten or deleted is gone. */
  readonly noncurrentDays: number;
}

/** A private bucket for what AWS writes by itself, such as logs: encrypted by S3, kept for a while, and kept with its stack's deletion. */
export function expiringBucket(
  scope: Construct,
  id: string,
  { days, noncurrentDays }: ExpiringBucketProps,
): Bucket {
  return new Bucket(scope, id, {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      {
        expiration: Duration.days(days),
        noncurrentVersionExpiration: Duration.days(noncurrentDays),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
  });
}
