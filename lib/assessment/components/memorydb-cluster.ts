import { type ComponentKind, inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { zonesOfSubnetGroup } from '../evidence/zones.ts';
import { FACTS, fact } from '../facts.ts';
import type { Estimate, Route } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource } from '../read/graph.ts';
import { asNumber, Unresolved } from '../read/value.ts';
import { deletionPolicy } from '../routes/deletion.ts';
import { regionDecision } from '../routes/region.ts';
import { dailySnapshot } from '../routes/snapshots.ts';
import { assumed, blocked, estimate, mend, nothing, unknown, unreadable, unrecoverable } from '../terms.ts';

const TYPE = 'AWS::MemoryDB::Cluster';
const REPLICAS = 'NumReplicasPerShard';
const MULTI_REGION = 'MultiRegionClusterName';
const SNAPSHOTS = 'SnapshotRetentionLimit';

/** A MemoryDB cluster: in memory, and yet durable, because each write is in a log across zones first. */
export const memoryDbCluster: ComponentKind = {
  kind: 'memorydb-cluster',
  types: [TYPE],
  recognise: (cluster) => {
    const name = property(cluster, 'ClusterName');
    return {
      name: `database ${typeof name === 'string' ? name : cluster.logicalId}`,
      state: 'system of record',
    };
  },
  routes: (cluster, disruption, context) => ROUTES[disruption](cluster, context),
  serviceLevel: (cluster, { graph }) => {
    const spread = zonesOfSubnetGroup(cluster, 'SubnetGroupName', graph).zones.length >= 2;
    const id = spread && replicas(cluster) >= 1 ? 'sla.memorydb.multi-az' : 'sla.memorydb.single-az';
    return { percent: FACTS[id].value, origin: fact(id) };
  },
};

const ROUTES: Record<Disruption, (cluster: Resource, context: ModelContext) => readonly Route[]> = {
  process: (cluster, context) => [promote(cluster, context, false), replaceNode(cluster, context)],
  node: (cluster, context) => [promote(cluster, context, false), replaceNode(cluster, context)],
  zone: (cluster, context) => [promote(cluster, context, true)],
  region: (cluster, context) => [multiRegion(cluster, context)],
  corruption: (cluster, context) => [
    dailySnapshot(cluster, context, {
      id: 'memorydb.snapshot',
      path: SNAPSHOTS,
      restore: [
        assumed(context, 'human.restore', 'recover'),
        assumed(context, 'memorydb.restore', 'recover'),
      ],
    }),
  ],
  deletion: (cluster) => [noSnapshotSurvives(cluster), ...deletionPolicy(cluster)],
  compromise: () => [
    blocked(
      'memorydb.other-account',
      'restore a snapshot from another account',
      unrecoverable('Snapshots lie in the account itself, and AWS Backup does not protect MemoryDB.'),
    ),
  ],
};

/** One replica per shard unless the template says otherwise. */
function replicas(cluster: Resource): number {
  return asNumber(property(cluster, REPLICAS)) ?? 1;
}

const inLog = (cluster: Resource): Estimate =>
  estimate(nothing('Each write is in the log first', fact('memorydb.log'), attributeOrigin(cluster, 'Type')));

function promote(cluster: Resource, context: ModelContext, zoneLost: boolean): Route {
  const [id, name] = ['memorydb.promote', 'promote a replica that has the whole log'];
  const spread = zonesOfSubnetGroup(cluster, 'SubnetGroupName', context.graph);
  const proof = [originOf(cluster, REPLICAS), ...(zoneLost ? spread.proof : [])];
  if (property(cluster, REPLICAS) instanceof Unresolved)
    return blocked(id, name, unreadable(cluster, REPLICAS), proof);
  if (replicas(cluster) < 1) {
    const change = mend(cluster, REPLICAS, 'Set NumReplicasPerShard to at least 1');
    return blocked(id, name, unrecoverable('The shards have no replica.', change), proof);
  }
  if (zoneLost && spread.zones.length < 2) {
    const change = mend(cluster, 'SubnetGroupName', 'Use a subnet group whose subnets lie in two zones');
    const why = spread.complete
      ? unrecoverable(`All nodes stand in one zone, ${spread.zones[0]}.`, change)
      : unknown('The zones of the cluster’s subnets are not in the templates.', change);
    return blocked(id, name, why, proof);
  }
  return {
    id,
    name,
    rto: estimate(assumed(context, 'memorydb.failover', 'recover')),
    rpo: inLog(cluster),
    proof,
  };
}

function replaceNode(cluster: Resource, context: ModelContext): Route {
  return {
    id: 'memorydb.replace-node',
    name: 'replace the node and load it from the log',
    rto: estimate(assumed(context, 'memorydb.replaceNode', 'recover')),
    rpo: inLog(cluster),
    proof: [attributeOrigin(cluster, 'Type')],
  };
}

/** The other member of a multi-region cluster takes writes already. */
function multiRegion(cluster: Resource, context: ModelContext): Route {
  const [id, name] = [
    'memorydb.multi-region',
    'use the multi-region cluster’s member in the recovery region',
  ];
  const own = globalName(cluster, context);
  const member =
    own === undefined
      ? undefined
      : inRecoveryRegion(context, TYPE).find((other) => globalName(other, context) === own);
  if (!member) {
    const change = mend(
      cluster,
      MULTI_REGION,
      'Join a multi-region cluster that has a member in the recovery region',
    );
    return blocked(id, name, unrecoverable('The cluster keeps nothing in the recovery region.', change));
  }
  return {
    id,
    name,
    rto: estimate(...regionDecision(context), assumed(context, 'human.repoint', 'switch')),
    rpo: estimate(assumed(context, 'memorydb.regionLag', 'recover')),
    proof: [originOf(cluster, MULTI_REGION), originOf(member, MULTI_REGION)],
  };
}

function globalName(cluster: Resource, { graph }: ModelContext): string | undefined {
  const name = property(cluster, MULTI_REGION);
  if (typeof name === 'string') return name;
  const [global] = graph.named(name, 'AWS::MemoryDB::MultiRegionCluster');
  return global && `${global.stack.name}/${global.logicalId}`;
}

function noSnapshotSurvives(cluster: Resource): Route {
  return blocked(
    'memorydb.after-deletion',
    'restore a snapshot that outlives the cluster',
    unrecoverable(
      'MemoryDB has no deletion protection, and automatic snapshots are deleted with the cluster.',
      mend(cluster, 'ClusterName', 'Copy snapshots to S3 on a schedule, and declare the cluster derived'),
    ),
    [originOf(cluster, SNAPSHOTS)],
  );
}
