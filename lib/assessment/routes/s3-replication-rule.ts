import type { ModelContext } from '../component-kind.ts';
import type { Replication } from '../evidence/bucket-use.ts';
import { keyRegion } from '../evidence/keys.ts';
import type { Estimate } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { asList, isRecord } from '../read/value.ts';
import { estimate, known, mend, unknown, unrecoverable } from '../terms.ts';

/** How old what the replica lacks may be; only Time Control bounds it. */
export function lag(bucket: Resource, { rule, path }: Replication): Estimate {
  const { Destination: destination } = rule;
  const time = isRecord(destination) && isRecord(destination.ReplicationTime) && destination.ReplicationTime;
  if (time && time.Status !== 'Disabled') return estimate(known('s3.rtc', 'recover'));
  const change = mend(bucket, `${path}.Destination.ReplicationTime`, 'Switch Replication Time Control on');
  return unknown('Replication without Time Control has no bound.', change);
}

/** Why a rule leaves objects out: it covers a part of them, or not the encrypted ones. */
export function incomplete(bucket: Resource, { rule, path }: Replication): Estimate | undefined {
  const filter = isRecord(rule.Filter) ? rule.Filter : {};
  const prefix = rule.Prefix ?? filter.Prefix ?? '';
  if (prefix !== '' || filter.TagFilter !== undefined || filter.And !== undefined) {
    const change = mend(bucket, path, 'Replicate all objects: leave the filter’s prefix empty');
    return unrecoverable('The rule replicates a part of the objects only.', change);
  }
  const criteria = isRecord(rule.SourceSelectionCriteria) ? rule.SourceSelectionCriteria : {};
  const encrypted = isRecord(criteria.SseKmsEncryptedObjects) ? criteria.SseKmsEncryptedObjects : {};
  if (!usesKms(bucket) || encrypted.Status === 'Enabled') return undefined;
  const change = mend(
    bucket,
    `${path}.SourceSelectionCriteria.SseKmsEncryptedObjects.Status`,
    'Set SseKmsEncryptedObjects to Enabled, with a key of the destination’s region',
  );
  return unrecoverable('Objects encrypted with KMS are not replicated.', change);
}

/** Why the replica of an encrypted bucket cannot be read in its own region. */
export function withoutReplicaKey(
  bucket: Resource,
  { rule, path, region }: Replication,
  context: ModelContext,
): Estimate | undefined {
  if (!usesKms(bucket)) return undefined;
  const keyPath = `${path}.Destination.EncryptionConfiguration.ReplicaKmsKeyID`;
  const place = keyRegion(property(bucket, keyPath), context.graph);
  if (place === region) return undefined;
  const change = mend(bucket, keyPath, `Set ReplicaKmsKeyID to a key of ${region}`);
  return place === undefined
    ? unknown(
        `The region of the key that encrypts the replica of rule ${String(rule.Id ?? path)} is not known.`,
        change,
      )
    : unrecoverable(`The replica is encrypted with a key of ${place}, which is lost with it.`, change);
}

function usesKms(bucket: Resource): boolean {
  return asList(property(bucket, 'BucketEncryption.ServerSideEncryptionConfiguration')).some(
    (rule) =>
      isRecord(rule) &&
      isRecord(rule.ServerSideEncryptionByDefault) &&
      String(rule.ServerSideEncryptionByDefault.SSEAlgorithm).startsWith('aws:kms'),
  );
}
