import type { ModelContext } from '../component-kind.ts';
import { hasComplianceLock, type Replication, replicationsOf } from '../evidence/bucket-use.ts';
import { fact } from '../facts.ts';
import type { Estimate, Route } from '../model.ts';
import { originOf, type Resource } from '../read/graph.ts';
import { assumed, blocked, estimate, mend, nothing, unknown, unrecoverable } from '../terms.ts';
import { incomplete, lag } from './s3-replication-rule.ts';

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
