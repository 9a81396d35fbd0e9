import type { ModelContext } from '../component-kind.ts';
import { replicationsOf } from '../evidence/bucket-use.ts';
import { fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { originOf, type Resource } from '../read/graph.ts';
import { isRecord } from '../read/value.ts';
import { assumed, blocked, estimate, mend, unknown, unrecoverable } from '../terms.ts';
import { regionDecision } from './region.ts';
import { incomplete, lag, withoutReplicaKey } from './s3-replication-rule.ts';

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
