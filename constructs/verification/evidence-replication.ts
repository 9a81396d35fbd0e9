import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { underlying } from '../underlying.ts';

export interface EvidenceReplicationProps {
  readonly bucket: Bucket;
  readonly bucketName: string;
  /** Of the bucket's region. */
  readonly key: IKey;
  readonly replica: {
    readonly bucketName: string;
    readonly region: string;
    /** Alias of the key of the replica's own region. */
    readonly keyAlias: string;
  };
}

/**
 * Copies every record to the other region within fifteen minutes, with its lock, under that region's own key. Both ends
 * are literal: this stack can be deployed while the other region does not answer.
 */
export function replicateEvidence(scope: Construct, props: EvidenceReplicationProps): void {
  const { bucket, key, replica } = props;
  const { account, partition } = Stack.of(scope);
  const source = `arn:${partition}:s3:::${props.bucketName}`;
  const destination = `arn:${partition}:s3:::${replica.bucketName}`;
  const role = new Role(scope, 'ReplicationRole', {
    assumedBy: new ServicePrincipal('s3.amazonaws.com'),
    description: `S3 copies the records of ${replica.bucketName} to ${replica.region}`,
  });
  const keysThere = `arn:${partition}:kms:${replica.region}:${account}:key/*`;
  const allow = (actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
    role.addToPolicy(new PolicyStatement({ actions, resources, ...(conditions && { conditions }) }));
  allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], [source]);
  allow(
    [
      's3:GetObjectVersionForReplication',
      's3:GetObjectVersionAcl',
      's3:GetObjectVersionTagging',
      's3:GetObjectRetention',
      's3:GetObjectLegalHold',
    ],
    [`${source}/*`],
  );
  allow(['s3:ReplicateObject', 's3:ReplicateTags'], [`${destination}/*`]);
  allow(['kms:Decrypt'], [key.keyArn]);
  allow(['kms:Encrypt', 'kms:GenerateDataKey'], [keysThere], {
    StringEquals: { 'kms:ViaService': `s3.${replica.region}.amazonaws.com` },
    'ForAnyValue:StringEquals': { 'kms:ResourceAliases': replica.keyAlias },
  });
  const everyRecord = 'Every record is copied, whatever its name; the bucket holds nothing else.';
  acknowledge(role, {
    [`AwsSolutions-IAM5[Resource::${source}/*]`]: everyRecord,
    [`AwsSolutions-IAM5[Resource::${destination}/*]`]: everyRecord,
    [`AwsSolutions-IAM5[Resource::${keysThere}]`]:
      'IAM takes no alias for a resource; the condition limits it to the one key that has the alias, and to S3 as the caller.',
    'NIST.800.53.R5-IAMNoInlinePolicy': 'The policy belongs to this role alone and lives and dies with it.',
  });
  underlying(bucket, CfnBucket).replicationConfiguration = {
    role: role.roleArn,
    rules: [
      {
        id: 'other-region',
        status: 'Enabled',
        priority: 1,
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Disabled' },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
        destination: {
          bucket: destination,
          encryptionConfiguration: {
            replicaKmsKeyId: `arn:${partition}:kms:${replica.region}:${account}:${replica.keyAlias}`,
          },
          metrics: { status: 'Enabled', eventThreshold: { minutes: 15 } },
          replicationTime: { status: 'Enabled', time: { minutes: 15 } },
        },
      },
    ],
  };
}
