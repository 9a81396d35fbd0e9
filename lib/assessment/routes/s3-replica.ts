import type { ModelContext } from '../component-kind.ts';
import { hasComplianceLock, type Replication, replicationsOf } from '../evidence/bucket-use.ts';
import { keyRegion } from '../evidence/keys.ts';
import { fact } from '../facts.ts';
import type { Estimate, Route } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asList, isRecord } from '../read/value.ts';
import { assumed, blocked, estimate, known, mend, nothing, unknown, unrecoverable } from '../terms.ts';
import { regionDecision } from './region.ts';

const RULES = 'ReplicationConfiguration.Rules';

/** The bucket of the recovery region that objects are replicated to. */
export function replicaBucket(bucket: Resource, context: ModelContext): Route {
  const [id, name] = ['s3.replica', 'use the replicated bucket in the recovery region'];
  const rules = replicationsOf(bucket, context.graph);
  const proof = [originOf(bucket, RULES)];
  const there = rules.find(({ region }) => region !== undefined && region === context.recoveryRegion);
  const unplaced = rules.find(({ region }) => region === undefined);
  const change = mend(bucket, 'ReplicationConfiguration', 'Replicate the bucket to the recovery region');
  if (!there) {
    const why = unplaced
      ? unknown(
          'The bucket that objects are replicated to is not in the templates, so its region is not known.',
          mend(
            bucket,
            `${unplaced.path}.Destination.Bucket`,
            'Name a bucket of the recovery region’s stacks',
          ),
        )
      : unrecoverable('The bucket is not replicated to another region.', change);
    return blocked(id, name, why, proof);
  }
  const problem = incomplete(bucket, there) ?? withoutReplicaKey(bucket, there, context);
  if (problem) return blocked(id, name, problem, proof);
  return {
    id,
    name,
    rto: estimate(...regionDecision(context), assumed(context, 's3.restore', 'recover')),
    rpo: lag(bucket, there),
    proof,
  };
}

/** A deleted version is never deleted in the replica, with or without replication of delete markers. */
export function replicaAfterDeletion(bucket: Resource, context: ModelContext): Route {
  const [id, name] = ['s3.replica-after-deletion', 'bring the objects back from the replica'];
  const [rule] = replicationsOf(bucket, context.graph);
  const proof = [originOf(bucket, RULES), fact('s3.delete-version')];
  if (!rule) {
    const change = mend(bucket, 'ReplicationConfiguration', 'Replicate the bucket');
    return blocked(id, name, unrecoverable('The bucket is not replicated.', change), proof);
  }
  const problem = incomplete(bucket, rule);
  if (problem) return blocked(id, name, problem, proof);
  const markers = isRecord(rule.rule.DeleteMarkerReplication) ? rule.rule.DeleteMarkerReplication : {};
  return {
    id,
    name:
      markers.Status === 'Disabled' ? name : `${name}, under the delete markers that were replicated to it`,
    rto: estimate(assumed(context, 'deletion.detect', 'detect'), assumed(context, 's3.restore', 'recover')),
    rpo: lag(bucket, rule),
    proof,
  };
}

/** A replica in another account, under a lock that even that account's administrator cannot lift. */
export function replicaInOtherAccount(bucket: Resource, context: ModelContext): Route {
  const [id, name] = ['s3.other-account', 'use a locked copy in another account'];
  const elsewhere = replicationsOf(bucket, context.graph).filter(
    ({ account }) => account !== undefined && account !== bucket.stack.account,
  );
  const locked = elsewhere.find(({ destination }) => destination && hasComplianceLock(destination));
  if (!locked) return blocked(id, name, noLockedCopy(bucket, elsewhere));
  const problem = incomplete(bucket, locked);
  const proof = [originOf(bucket, `${locked.path}.Destination`)];
  if (problem) return blocked(id, name, problem, proof);
  return { id, name, rto: afterCompromise(context), rpo: lag(bucket, locked), proof };
}

function noLockedCopy(bucket: Resource, elsewhere: readonly Replication[]): Estimate {
  const [unlocked] = elsewhere;
  if (!unlocked)
    return unrecoverable(
      'The bucket is not replicated to another account.',
      mend(bucket, 'ReplicationConfiguration', 'Replicate the bucket to another account, with object lock'),
    );
  if (unlocked.destination)
    return unrecoverable(
      'The copy in the other account has no compliance lock.',
      mend(unlocked.destination, 'ObjectLockConfiguration', 'Lock the copy in compliance mode'),
    );
  return unknown(
    'The bucket of the other account is not in the templates, so its object lock is not known.',
    mend(bucket, `${unlocked.path}.Destination.Bucket`, 'Add the other account’s stack to the assessment'),
  );
}

/** The bucket's own compliance lock: no administrator lifts it, but one who closes the account ends it after 90 days. */
export function lockedVersions(bucket: Resource, context: ModelContext): Route {
  const [id, name, path] = [
    's3.object-lock',
    'bring back the locked versions, once the account is contained',
    'ObjectLockConfiguration',
  ];
  const proof = [originOf(bucket, path)];
  if (!hasComplianceLock(bucket)) {
    const change = mend(bucket, path, 'Set a default retention in compliance mode, at creation');
    return blocked(id, name, unrecoverable('Versions are not locked in compliance mode.', change), proof);
  }
  const label =
    'Locked versions cannot be deleted; the account must not be closed before they are copied out';
  return {
    id,
    name,
    rto: afterCompromise(context),
    rpo: estimate(nothing(label, fact('s3.object-lock'), fact('vault.account-closure'), ...proof)),
    proof,
  };
}

const afterCompromise = (context: ModelContext): Estimate =>
  estimate(assumed(context, 'compromise.detect', 'detect'), assumed(context, 's3.restore', 'recover'));

function lag(bucket: Resource, { rule, path }: Replication): Estimate {
  const { Destination: destination } = rule;
  const time = isRecord(destination) && isRecord(destination.ReplicationTime) && destination.ReplicationTime;
  if (time && time.Status !== 'Disabled') return estimate(known('s3.rtc', 'recover'));
  const change = mend(bucket, `${path}.Destination.ReplicationTime`, 'Switch Replication Time Control on');
  return unknown('Replication without Time Control has no bound.', change);
}

/** Why a rule leaves objects out: it covers a part of them, or not the encrypted ones. */
function incomplete(bucket: Resource, { rule, path }: Replication): Estimate | undefined {
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

function withoutReplicaKey(
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
