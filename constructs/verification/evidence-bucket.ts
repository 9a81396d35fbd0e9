import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import { acknowledge } from '../acknowledge.ts';
import { accessLogBucket } from '../observability/access-log-bucket.ts';
import { serves } from '../traceability.ts';

export interface EvidenceBucketProps {
  readonly config: PlatformConfig;
  readonly bucketName: string;
  /** Of the bucket's own region. */
  readonly key: IKey;
  /** True for the bucket that records are copied to. */
  readonly replica?: boolean;
}

/** Days that a record cannot be deleted: as long as the oldest recovery point that it may speak of. */
export function evidenceLockDays({ backup }: PlatformConfig): number {
  return Math.max(backup.dailyRetentionDays, backup.weeklyRetentionDays);
}

/** A bucket in which a record, once written, can be neither changed nor deleted before its time. */
export function evidenceBucket(scope: Construct, id: string, props: EvidenceBucketProps): Bucket {
  const days = Duration.days(evidenceLockDays(props.config));
  const { lock } = props.config.backup;
  const bucket = new Bucket(scope, id, {
    bucketName: props.bucketName,
    encryption: BucketEncryption.KMS,
    encryptionKey: props.key,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
    objectLockEnabled: true,
    objectLockDefaultRetention:
      lock === 'compliance' ? ObjectLockRetention.compliance(days) : ObjectLockRetention.governance(days),
    serverAccessLogsBucket: accessLogBucket(scope, `${id}AccessLog`),
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
  });
  if (props.replica) {
    acknowledge(bucket, {
      'NIST.800.53.R5-S3BucketReplicationEnabled': 'It is itself the replica in the other region.',
    });
  }
  serves(bucket, {
    criteria: ['D3'],
    controls: ['NIST 800-53r5 AU-9', 'NIST 800-53r5 CP-4', 'ISO 27001 A.5.28', 'SOC 2 A1.3'],
  });
  return bucket;
}
