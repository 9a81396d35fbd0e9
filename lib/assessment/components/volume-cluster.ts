import type { ComponentKind, ModelContext, ServiceLevel } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { membersOf } from '../evidence/cluster-members.ts';
import { isReplicaCluster } from '../evidence/global-cluster.ts';
import { FACTS, type FactId, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { fromBackupService } from '../routes/backup-service.ts';
import { beforeDamageContinuously } from '../routes/continuous-backup.ts';
import { deletionPolicy, deletionRefused } from '../routes/deletion.ts';
import type { VolumeCluster } from '../routes/volume-cluster/flavour.ts';
import { addInstance, promoteReader, replaceWriter } from '../routes/volume-cluster/instances.ts';
import { failOverGlobally } from '../routes/volume-cluster/region.ts';
import {
  clusterBeforeDamage,
  clusterRetainedBackups,
  volumeRestore,
} from '../routes/volume-cluster/restore.ts';

/** Service levels of a cluster with instances in several zones, and in one. */
export interface ClusterServiceLevels {
  readonly multiAz: FactId;
  readonly singleAz: FactId;
}

/** A kind for a service that keeps a cluster's data on one volume across three zones. */
export function volumeClusterKind(
  kind: string,
  type: string,
  flavour: VolumeCluster,
  levels: ClusterServiceLevels,
): ComponentKind {
  return {
    kind,
    types: [type],
    recognise: (cluster) =>
      isReplicaCluster(cluster)
        ? undefined
        : { name: `database cluster ${clusterName(cluster)}`, state: 'system of record' },
    routes: (cluster, disruption, context) => volumeClusterRoutes(cluster, disruption, context, flavour),
    serviceLevel: (cluster, context) => volumeClusterLevel(cluster, context, flavour, levels),
  };
}

export function clusterName(cluster: Resource): string {
  const identifier = property(cluster, 'DBClusterIdentifier');
  return typeof identifier === 'string' ? identifier : cluster.logicalId;
}

export function volumeClusterLevel(
  cluster: Resource,
  context: ModelContext,
  flavour: VolumeCluster,
  { multiAz, singleAz }: ClusterServiceLevels,
): ServiceLevel {
  const { instances, zones } = membersOf(cluster, flavour.instanceType, context.graph);
  const id = instances.length >= 2 && zones.length >= 2 ? multiAz : singleAz;
  return { percent: FACTS[id].value, origin: fact(id) };
}

export const CLUSTER_PROTECTION = {
  id: 'cluster.deletion-refused',
  path: 'DeletionProtection',
  label: 'The service refuses to delete the cluster',
  change: 'Set DeletionProtection to true',
};

export function volumeClusterRoutes(
  cluster: Resource,
  disruption: Disruption,
  context: ModelContext,
  flavour: VolumeCluster,
): readonly Route[] {
  const restore = volumeRestore(cluster, context);
  const backup = { noun: 'cluster', restore };
  const routes: Record<Disruption, () => readonly Route[]> = {
    process: () => [promoteReader(cluster, context, flavour), replaceWriter(cluster, context, flavour)],
    node: () => [promoteReader(cluster, context, flavour), replaceWriter(cluster, context, flavour)],
    zone: () => [promoteReader(cluster, context, flavour, true), addInstance(cluster, context, flavour)],
    region: () => [
      failOverGlobally(cluster, context, flavour),
      fromBackupService(cluster, 'region', context, backup),
    ],
    corruption: () => [
      clusterBeforeDamage(cluster, context, restore),
      ...(flavour.service === 'Aurora' ? beforeDamageContinuously(cluster, context, backup) : []),
      fromBackupService(cluster, 'corruption', context, backup),
    ],
    deletion: () => [
      clusterRetainedBackups(cluster, context, restore, flavour.retained),
      deletionRefused(cluster, CLUSTER_PROTECTION),
      fromBackupService(cluster, 'deletion', context, backup),
      ...deletionPolicy(cluster),
    ],
    compromise: () => [fromBackupService(cluster, 'compromise', context, backup)],
  };
  return routes[disruption]();
}
