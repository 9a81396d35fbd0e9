import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { isReplicaCluster } from '../evidence/global-cluster.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { fromBackupService } from '../routes/backup-service.ts';
import { deletionPolicy, deletionRefused } from '../routes/deletion.ts';
import { failOverToReader, noReplication } from '../routes/multi-az-cluster.ts';
import { restoreTerms } from '../routes/rds-restore-time.ts';
import type { VolumeCluster } from '../routes/volume-cluster/flavour.ts';
import { clusterBeforeDamage, clusterRetainedBackups } from '../routes/volume-cluster/restore.ts';
import { blocked, mend, unknown, unreadable } from '../terms.ts';
import {
  CLUSTER_PROTECTION,
  clusterName,
  volumeClusterLevel,
  volumeClusterRoutes,
} from './volume-cluster.ts';

const AURORA: VolumeCluster = {
  service: 'Aurora',
  instanceType: 'AWS::RDS::DBInstance',
  globalType: 'AWS::RDS::GlobalCluster',
  failover: 'aurora.failover',
  replace: 'aurora.replace',
  volume: 'aurora.volume',
  retained: { path: 'DeleteAutomatedBackups', pitr: 'aurora.pitr' },
};

/** Automated backups of Aurora Serverless v1 cannot be retained. */
const SERVERLESS_V1: VolumeCluster = { ...AURORA, retained: undefined };

/** An RDS DB cluster: Aurora, provisioned or serverless, or a Multi-AZ cluster of another engine. */
export const rdsCluster: ComponentKind = {
  kind: 'rds-cluster',
  types: ['AWS::RDS::DBCluster'],
  recognise: (cluster) =>
    isReplicaCluster(cluster)
      ? undefined
      : { name: `database cluster ${clusterName(cluster)}`, state: 'system of record' },
  routes: (cluster, disruption, context) => {
    const engine = engineOf(cluster);
    if (engine === undefined) return engineUnknown(cluster);
    if (engine === 'multi-az') return multiAzRoutes(cluster, disruption, context);
    if (engine === 'aurora') return volumeClusterRoutes(cluster, disruption, context, AURORA);
    return INSTANCE_LOST.includes(disruption)
      ? [failOverUnpublished(cluster)]
      : volumeClusterRoutes(cluster, disruption, context, SERVERLESS_V1);
  },
  serviceLevel: (cluster, context) => {
    const engine = engineOf(cluster);
    if (engine === 'multi-az')
      return { percent: FACTS['sla.rds.multi-az'].value, origin: fact('sla.rds.multi-az') };
    if (engine !== 'aurora') return undefined;
    return volumeClusterLevel(cluster, context, AURORA, {
      multiAz: 'sla.aurora.multi-az',
      singleAz: 'sla.aurora.single-az',
    });
  },
};

const INSTANCE_LOST: readonly Disruption[] = ['process', 'node', 'zone'];

/** @returns undefined when the templates do not determine the engine */
function engineOf(cluster: Resource): 'aurora' | 'serverless-v1' | 'multi-az' | undefined {
  const engine = property(cluster, 'Engine');
  if (typeof engine !== 'string') return undefined;
  if (!engine.startsWith('aurora')) return 'multi-az';
  return property(cluster, 'EngineMode') === 'serverless' ? 'serverless-v1' : 'aurora';
}

function engineUnknown(cluster: Resource): readonly Route[] {
  return [blocked('rds-cluster.engine', 'recover as the engine does', unreadable(cluster, 'Engine'))];
}

/** Aurora Serverless v1 has no instances in the templates, and no published fail-over time. */
function failOverUnpublished(cluster: Resource): Route {
  const change = mend(
    cluster,
    'EngineMode',
    'Move to Aurora Serverless v2: instances of class db.serverless',
  );
  return blocked(
    'cluster.serverless-v1',
    'Aurora Serverless v1 creates its instance anew',
    unknown('The fail-over time of Aurora Serverless v1 is not published.', change),
  );
}

function multiAzRoutes(cluster: Resource, disruption: Disruption, context: ModelContext): readonly Route[] {
  const restore = restoreTerms(cluster, context);
  const backup = { noun: 'cluster', restore };
  const routes: Record<Disruption, () => readonly Route[]> = {
    process: () => [failOverToReader(cluster, context)],
    node: () => [failOverToReader(cluster, context)],
    zone: () => [failOverToReader(cluster, context)],
    region: () => [noReplication(cluster, context), fromBackupService(cluster, 'region', context, backup)],
    corruption: () => [
      clusterBeforeDamage(cluster, context, restore),
      fromBackupService(cluster, 'corruption', context, backup),
    ],
    deletion: () => [
      clusterRetainedBackups(cluster, context, restore, {
        path: 'DeleteAutomatedBackups',
        pitr: 'rds.pitr',
      }),
      deletionRefused(cluster, CLUSTER_PROTECTION),
      fromBackupService(cluster, 'deletion', context, backup),
      ...deletionPolicy(cluster),
    ],
    compromise: () => [fromBackupService(cluster, 'compromise', context, backup)],
  };
  return routes[disruption]();
}
