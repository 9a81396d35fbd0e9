import type { ModelContext } from '../component-kind.ts';
import { property, type Resource } from '../read/graph.ts';
import { asBoolean, asList, isRecord, type Value } from '../read/value.ts';

/** One replica of a global table, and where its settings stand in the table's properties. */
export interface TableReplica {
  readonly path: string;
  readonly replica: Record<string, Value>;
}

export function isGlobal(table: Resource): boolean {
  return table.type === 'AWS::DynamoDB::GlobalTable';
}

export function replicaIn(table: Resource, region: string | undefined): TableReplica | undefined {
  const replicas = asList(property(table, 'Replicas'));
  const index = replicas.findIndex(
    (replica) => isRecord(replica) && region !== undefined && replica.Region === region,
  );
  const replica = replicas[index];
  return isRecord(replica) ? { path: `Replicas.${index}`, replica } : undefined;
}

/** Path of a setting that a plain table has itself and a global table has in the replica of its region. */
export function settingPath(table: Resource, name: string): string {
  if (!isGlobal(table)) return name;
  return `${replicaIn(table, table.stack.region)?.path ?? 'Replicas.0'}.${name}`;
}

/** True when every write is in another region before it is acknowledged. */
export function isStronglyConsistent(table: Resource): boolean {
  return property(table, 'MultiRegionConsistency') === 'STRONG';
}

/** True when the table can be restored to a point in time in the region that serves. */
export function pointInTimeRecovery(table: Resource): { path: string; value: Value; on: boolean } {
  const path = settingPath(table, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled');
  const value = property(table, path);
  return { path, value, on: asBoolean(value) === true };
}

/** The key that a global table's replica is encrypted with, when it is one of the customer's. */
export function needsReplicaKey(table: Resource, { recoveryRegion }: ModelContext): string | undefined {
  const replica = replicaIn(table, recoveryRegion);
  if (!replica || property(table, 'SSESpecification.SSEType') !== 'KMS') return undefined;
  // Without a key of its own here, the table uses the one that AWS manages in each region.
  const own = property(table, settingPath(table, 'SSESpecification.KMSMasterKeyId'));
  return own === undefined ? undefined : `${replica.path}.SSESpecification.KMSMasterKeyId`;
}
