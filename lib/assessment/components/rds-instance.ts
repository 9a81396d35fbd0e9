import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { standbyOf } from '../evidence/rds-standby.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { type BackupDisruption, fromBackupService, type Restorable } from '../routes/backup-service.ts';
import { afterZoneContinuously, beforeDamageContinuously } from '../routes/continuous-backup.ts';
import { deletionRefused } from '../routes/deletion.ts';
import { failOver, restartInPlace } from '../routes/rds-failover.ts';
import {
  afterDeletion,
  afterZoneLoss,
  beforeCorruption,
  fromReplicatedBackups,
} from '../routes/rds-point-in-time.ts';
import { promoteLocalReplica, promoteReplica } from '../routes/rds-promote-replica.ts';
import { restoreTerms } from '../routes/rds-restore-time.ts';

const CLUSTER = 'DBClusterIdentifier';
/** What makes an instance a read replica, of an instance or of a Multi-AZ cluster. */
const SOURCES = ['SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier'];

/** An RDS DB instance that is not a read replica: the system of record. */
export const rdsInstance: ComponentKind = {
  kind: 'rds-instance',
  types: ['AWS::RDS::DBInstance'],
  recognise: (resource) => {
    const isReplica = SOURCES.some((path) => property(resource, path) !== undefined);
    // The instances of a cluster are its members and not databases of their own.
    if (isReplica || property(resource, CLUSTER) !== undefined) return undefined;
    if (customEngine(resource) !== undefined) return undefined;
    return { name: `database ${nameOf(resource)}`, state: 'system of record' };
  },
  leavesOut: (resource, { graph }) => customEngine(resource) ?? strandedMember(resource, graph),
  routes: (database, disruption, context) => ROUTES[disruption](database, context),
  serviceLevel: (database, { graph }) => {
    const id = standbyOf(database, graph).present === true ? 'sla.rds.multi-az' : 'sla.rds.single-az';
    return { percent: FACTS[id].value, origin: fact(id) };
  },
};

/** A member says too little about its cluster: where the cluster is not in the templates, nothing is proven. */
function strandedMember(instance: Resource, graph: ResourceGraph): string | undefined {
  const cluster = property(instance, CLUSTER);
  if (cluster === undefined || graph.named(cluster, 'AWS::RDS::DBCluster').length > 0) return undefined;
  const named = typeof cluster === 'string' ? graph.holding(cluster, 'AWS::RDS::DBCluster', CLUSTER) : [];
  return named.length > 0 ? undefined : 'of a cluster outside of the templates';
}

/** RDS Custom hands the operating system and much of recovery to its owner: no rule here holds for it. */
function customEngine(resource: Resource): string | undefined {
  const engine = property(resource, 'Engine');
  return typeof engine === 'string' && engine.startsWith('custom-') ? engine : undefined;
}

function nameOf(resource: Resource): string {
  const identifier = property(resource, 'DBInstanceIdentifier');
  return typeof identifier === 'string' ? identifier : resource.logicalId;
}

const ROUTES: Record<Disruption, (database: Resource, context: ModelContext) => readonly Route[]> = {
  process: (database, context) => [failOver(database, context), restartInPlace(database, context)],
  node: (database, context) => [failOver(database, context), restartInPlace(database, context)],
  zone: (database, context) => [
    failOver(database, context),
    ...promoteLocalReplica(database, context),
    afterZoneLoss(database, context),
    ...backupsInOtherZones(database, context),
  ],
  region: (database, context) => [
    promoteReplica(database, context),
    fromReplicatedBackups(database, context),
    backup(database, 'region', context),
  ],
  corruption: (database, context) => [
    beforeCorruption(database, context),
    ...beforeDamageContinuously(database, context, restorable(database, context)),
    backup(database, 'corruption', context),
  ],
  deletion: (database, context) => [
    afterDeletion(database, context),
    deletionRefused(database, PROTECTION),
    backup(database, 'deletion', context),
  ],
  compromise: (database, context) => [backup(database, 'compromise', context)],
};

function backup(database: Resource, disruption: BackupDisruption, context: ModelContext): Route {
  return fromBackupService(database, disruption, context, restorable(database, context));
}

function restorable(database: Resource, context: ModelContext): Restorable {
  return { noun: 'database', restore: restoreTerms(database, context) };
}

/** What AWS Backup keeps lies in the region and outlives the zone of an instance that cannot fail over. */
function backupsInOtherZones(database: Resource, context: ModelContext): readonly Route[] {
  if (failOver(database, context).rto.kind === 'estimate') return [];
  return [
    ...afterZoneContinuously(database, context, restorable(database, context), 'rds.pitr'),
    backup(database, 'zone', context),
  ];
}

const PROTECTION = {
  id: 'rds.deletion-refused',
  path: 'DeletionProtection',
  label: 'RDS refuses to delete the instance',
  change: 'Set DeletionProtection to true (database.deletionProtection in the configuration)',
};
