import type { ModelContext } from '../component-kind.ts';
import {
  isStronglyConsistent,
  needsReplicaKey,
  pointInTimeRecovery,
  replicaIn,
} from '../evidence/global-table.ts';
import { keyRegion } from '../evidence/keys.ts';
import { fact } from '../facts.ts';
import type { Estimate, Route, Term } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { Unresolved } from '../read/value.ts';
import { assumed, blocked, estimate, mend, nothing, unreadable, unrecoverable } from '../terms.ts';
import { regionDecision } from './region.ts';

/** A restore always makes a new table, which a person points the service to. */
export function tableRestore(context: ModelContext): Term[] {
  return [assumed(context, 'human.restore', 'recover'), assumed(context, 'dynamodb.restore', 'recover')];
}

/** The replica of a global table in the recovery region takes reads and writes already. */
export function tableReplica(table: Resource, context: ModelContext): Route {
  const [id, name] = ['dynamodb.replica', 'use the global table’s replica in the recovery region'];
  const found = replicaIn(table, context.recoveryRegion);
  if (!found) {
    const change = mend(
      table,
      'Replicas',
      `Make it an AWS::DynamoDB::GlobalTable with a replica in ${context.recoveryRegion ?? 'a second region'}`,
    );
    return blocked(id, name, unrecoverable('The table has no replica in the recovery region.', change));
  }
  const proof = [originOf(table, `${found.path}.Region`), originOf(table, 'MultiRegionConsistency')];
  const problem = withoutReplicaKey(table, context);
  if (problem) return blocked(id, name, problem, proof);
  return {
    id,
    name,
    rto: estimate(...regionDecision(context), assumed(context, 'human.repoint', 'switch')),
    rpo: isStronglyConsistent(table)
      ? estimate(
          nothing(
            'Each write is in another region before it is acknowledged',
            fact('dynamodb.strong'),
            ...proof,
          ),
        )
      : estimate(assumed(context, 'dynamodb.replicationLag', 'recover')),
    proof,
  };
}

function withoutReplicaKey(table: Resource, context: ModelContext): Estimate | undefined {
  const path = needsReplicaKey(table, context);
  if (path === undefined) return undefined;
  const place = keyRegion(property(table, path), context.graph);
  if (place === context.recoveryRegion) return undefined;
  const change = mend(table, path, `Set KMSMasterKeyId to a key of ${context.recoveryRegion}`);
  return place === undefined
    ? unreadable(table, path)
    : unrecoverable(`The replica is encrypted with a key of ${place}, which is lost with it.`, change);
}

/** Back to the moment before the damage; the other replicas of a global table carry the damage too. */
export function beforeTableDamage(table: Resource, context: ModelContext): Route {
  const [id, name] = ['dynamodb.point-in-time', 'restore to the moment before the damage'];
  return restored(table, id, name, () => ({
    rto: estimate(assumed(context, 'corruption.detect', 'detect'), ...tableRestore(context)),
    rpo: estimate(assumed(context, 'corruption.detect', 'detect')),
  }));
}

/** With point-in-time recovery DynamoDB keeps a deleted table as it was. */
export function deletedTable(table: Resource, context: ModelContext): Route {
  const [id, name] = ['dynamodb.deleted-table', 'restore the backup that DynamoDB makes of a deleted table'];
  return restored(table, id, name, ({ path }) => ({
    rto: estimate(assumed(context, 'deletion.detect', 'detect'), ...tableRestore(context)),
    rpo: estimate(
      nothing('The backup is made at the deletion', fact('dynamodb.deleted'), originOf(table, path)),
    ),
  }));
}

function restored(
  table: Resource,
  id: string,
  name: string,
  estimates: (recovery: { readonly path: string }) => Pick<Route, 'rto' | 'rpo'>,
): Route {
  const recovery = pointInTimeRecovery(table);
  const proof = [originOf(table, recovery.path)];
  if (recovery.value instanceof Unresolved) return blocked(id, name, unreadable(table, recovery.path), proof);
  if (!recovery.on) {
    const change = mend(table, recovery.path, 'Set PointInTimeRecoveryEnabled to true');
    return blocked(id, name, unrecoverable('Point-in-time recovery is off.', change), proof);
  }
  return { id, name, ...estimates(recovery), proof };
}
