import { Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import { underlying } from '../underlying.ts';
import { evidenceBucket } from './evidence-bucket.ts';
import { replicateEvidence } from './evidence-replication.ts';
import type { VerifierFunction } from './verifier-function.ts';

export interface EvidenceProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly dataKey: IKey;
}

/** What the verifiers find, signed, locked and kept in both regions. */
export class Evidence extends Construct {
  readonly bucket: Bucket;
  readonly bucketArn: string;
  readonly signingSecret: Secret;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: EvidenceProps) {
    super(scope, id);
    const { config, names, dataKey } = props;
    const { primary } = config.regions;
    this.key = dataKey;
    this.bucketArn = evidenceBucketArn(this, names);
    this.bucket = evidenceBucket(this, 'Bucket', {
      config,
      bucketName: names.evidenceBucket,
      key: dataKey,
    });
    replicateEvidence(this, {
      bucket: this.bucket,
      bucketName: names.evidenceBucket,
      key: dataKey,
      replica: {
        bucketName: names.evidenceReplica,
        region: primary.name,
        keyAlias: names.dataKeyAlias,
      },
    });
    this.signingSecret = this.secret(names, primary.name);
  }

  /** Lets a verifier write records; nobody is let delete one. */
  letWrite(verifier: VerifierFunction): void {
    letWriteRecords(verifier, this.bucketArn, this.key.keyArn);
    this.signingSecret.grantRead(verifier.lambda);
  }

  private secret(names: PlatformNames, primaryRegion: string): Secret {
    const secret = new Secret(this, 'SigningSecret', {
      secretName: names.evidenceSecret,
      description: `The verifiers of ${names.prefix} sign their records with it`,
      encryptionKey: this.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    underlying(secret, CfnSecret).replicaRegions = [{ region: primaryRegion, kmsKeyId: names.dataKeyAlias }];
    const reason =
      'With a new key the records of the month would no longer be taken for genuine; it is replaced by hand when it may be known to someone.';
    acknowledge(secret, {
      'AwsSolutions-SMG4': reason,
      'NIST.800.53.R5-SecretsManagerRotationEnabled': reason,
    });
    serves(secret, { criteria: ['D3'], controls: ['NIST 800-53r5 AU-10', 'ISO 27001 A.5.28'] });
    return secret;
  }
}

/** Lets a verifier of any region write records, by the literal name of the bucket. */
export function letWriteRecords(
  verifier: VerifierFunction,
  bucketArn: string,
  keyArn: string,
  keyCondition?: Record<string, unknown>,
): void {
  const records = `${bucketArn}/records/*`;
  verifier.allow(['s3:PutObject'], [records]);
  verifier.acceptWildcard(records, 'Each run writes a record of its own, named by its moment.');
  verifier.allow(['kms:GenerateDataKey', 'kms:Decrypt'], [keyArn], keyCondition);
}

/** ARN of the bucket of records, by its literal name. */
export function evidenceBucketArn(scope: Construct, names: PlatformNames): string {
  return `arn:${Stack.of(scope).partition}:s3:::${names.evidenceBucket}`;
}
