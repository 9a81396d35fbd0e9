import type { ModelContext } from '../component-kind.ts';
import { type ClusterMembers, membersOf } from '../evidence/cluster-members.ts';
import { secondaryOf } from '../evidence/global-cluster.ts';
import { type FactId, fact } from '../facts.ts';
import type { Estimate, Origin, Route, Term } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource } from '../read/graph.ts';
import { asBoolean, Unresolved } from '../read/value.ts';
import {
  assumed,
  blocked,
  computed,
  estimate,
  known,
  mend,
  nothing,
  unknown,
  unreadable,
  unrecoverable,
} from '../terms.ts';
import { regionDecision, withoutKey } from './region.ts';

/** What distinguishes the services that keep a cluster's data on one volume across three zones. */
export interface VolumeCluster {
  readonly service: string;
  readonly instanceType: string;
  readonly globalType: string;
  readonly failover: FactId;
  readonly replace: FactId;
  readonly volume: FactId;
  readonly pitr: FactId;
  /** Absent where automated backups cannot outlive the cluster. */
  readonly retainBackups?: string | undefined;
}

const SUBNETS = 'DBSubnetGroupName';

/** Promotes a reader; for the loss of a zone one must stand in another. */
export function promoteReader(
  cluster: Resource,
  context: ModelContext,
  flavour: VolumeCluster,
  zoneLost = false,
): Route {
  const [id, name] = ['cluster.promote-reader', 'promote a reader'];
  const members = membersOf(cluster, flavour.instanceType, context.graph);
  const why = withoutReader(cluster, members, flavour, zoneLost);
  if (why) return blocked(id, name, why, members.proof);
  return {
    id,
    name,
    rto: estimate(known(flavour.failover, 'recover')),
    rpo: onVolume(cluster, flavour),
    proof: members.proof,
  };
}

function withoutReader(
  cluster: Resource,
  members: ClusterMembers,
  flavour: VolumeCluster,
  zoneLost: boolean,
): Estimate | undefined {
  const count = members.instances.length;
  if (count === 0) return withoutInstances(cluster, flavour);
  if (count < 2) {
    const change = mend(
      cluster,
      'DBClusterIdentifier',
      `Add a second ${flavour.instanceType} to the cluster`,
    );
    return unrecoverable('The cluster has one instance, so there is no reader to promote.', change);
  }
  if (!zoneLost || members.zones.length >= 2) return undefined;
  const change = mend(cluster, SUBNETS, 'Place the instances in at least two zones');
  return members.complete
    ? unrecoverable(`All instances of the cluster stand in one zone, ${members.zones[0]}.`, change)
    : unknown('The zones of the cluster’s instances are not in the templates.', change);
}

function withoutInstances(cluster: Resource, { instanceType }: VolumeCluster): Estimate {
  const change = mend(
    cluster,
    'DBClusterIdentifier',
    `Define an ${instanceType} of the cluster in the templates`,
  );
  return unknown('No instance of the cluster is in the templates.', change);
}

const onVolume = (cluster: Resource, { volume }: VolumeCluster): Estimate =>
  estimate(
    nothing('Committed data is on the cluster volume', fact(volume), attributeOrigin(cluster, 'Type')),
  );

/** Without a reader the service creates the writer anew, in the same zone. */
export function replaceWriter(cluster: Resource, context: ModelContext, flavour: VolumeCluster): Route {
  const [id, name] = ['cluster.replace-writer', 'create the writer anew in the same zone'];
  const { instances, proof } = membersOf(cluster, flavour.instanceType, context.graph);
  if (instances.length === 0) return blocked(id, name, withoutInstances(cluster, flavour));
  return {
    id,
    name,
    rto: estimate(known(flavour.replace, 'recover')),
    rpo: onVolume(cluster, flavour),
    proof,
  };
}

/** A person adds an instance in a zone that is left; the volume is there already. */
export function addInstance(cluster: Resource, context: ModelContext, flavour: VolumeCluster): Route {
  return {
    id: 'cluster.add-instance',
    name: 'add an instance in another zone',
    rto: estimate(
      assumed(context, 'human.detect', 'detect'),
      assumed(context, 'human.restore', 'recover'),
      assumed(context, 'cluster.addInstance', 'recover'),
    ),
    rpo: onVolume(cluster, flavour),
    proof: [attributeOrigin(cluster, 'Type')],
  };
}

/** Fails over to the secondary cluster of the recovery region, which must have, or be given, an instance. */
export function failOverGlobally(cluster: Resource, context: ModelContext, flavour: VolumeCluster): Route {
  const [id, name] = [
    'cluster.global-fail-over',
    'fail over to the secondary cluster in the recovery region',
  ];
  const secondary = secondaryOf(cluster, flavour.globalType, context);
  if (!secondary) {
    const change = mend(
      cluster,
      'GlobalClusterIdentifier',
      `Join the cluster to an ${flavour.globalType} that has a cluster in ${context.recoveryRegion ?? 'a second region'}`,
    );
    return blocked(id, name, unrecoverable('No secondary cluster stands in the recovery region.', change));
  }
  const target = secondary.cluster;
  const proof = [originOf(target, secondary.path), originOf(target, 'KmsKeyId')];
  const problem = withoutKey(cluster, context, 'KmsKeyId', target.stack.region, target);
  if (problem) return blocked(id, name, problem, proof);
  const headless = membersOf(target, flavour.instanceType, context.graph).instances.length === 0;
  return {
    id,
    name,
    rto: estimate(
      ...regionDecision(context),
      ...(headless ? [assumed(context, 'cluster.addInstance', 'recover')] : []),
      assumed(context, 'cluster.globalFailover', 'recover'),
      assumed(context, 'human.repoint', 'recover'),
    ),
    rpo: estimate(assumed(context, 'cluster.globalLag', 'recover')),
    proof,
  };
}

/** What a restore of a volume costs: a person, the cluster with its instance, and a volume whose size no template states. */
export function volumeRestore(context: ModelContext): Term[] {
  const [size, rate] = [context.assume('cluster.volume'), context.assume('rds.restorePerGiB')];
  return [
    assumed(context, 'human.restore', 'recover'),
    assumed(context, 'rds.restoreBase', 'recover'),
    computed(
      'The volume is restored',
      'recover',
      size.value * rate.value,
      `${size.value} GiB x ${rate.value} s/GiB`,
      [size, rate],
    ),
  ];
}

/** Automated backups of a cluster cannot be switched off: one day is kept at least. */
export function clusterBeforeDamage(
  cluster: Resource,
  context: ModelContext,
  restore: readonly Term[],
): Route {
  return {
    id: 'cluster.point-in-time',
    name: 'restore to the moment before the damage',
    rto: estimate(assumed(context, 'corruption.detect', 'detect'), ...restore),
    rpo: estimate(assumed(context, 'corruption.detect', 'detect')),
    proof: [originOf(cluster, 'BackupRetentionPeriod')],
  };
}

/** Automated backups go with the cluster unless its templates keep them. */
export function clusterRetainedBackups(
  cluster: Resource,
  context: ModelContext,
  restore: readonly Term[],
  { pitr, retainBackups: path }: Pick<VolumeCluster, 'pitr' | 'retainBackups'>,
): Route {
  const [id, name] = ['cluster.retained-backups', 'restore from the retained automated backups'];
  if (path === undefined)
    return blocked(id, name, unrecoverable('Automated backups are deleted with the cluster.'));
  const deleted = property(cluster, path);
  const proof: Origin[] = [originOf(cluster, path)];
  if (deleted instanceof Unresolved) return blocked(id, name, unreadable(cluster, path), proof);
  if (asBoolean(deleted) !== false) {
    const change = mend(cluster, path, `Set ${path} to false`);
    return blocked(id, name, unrecoverable('Automated backups are deleted with the cluster.', change), proof);
  }
  return {
    id,
    name,
    rto: estimate(assumed(context, 'deletion.detect', 'detect'), ...restore),
    rpo: estimate(known(pitr, 'recover')),
    proof,
  };
}
