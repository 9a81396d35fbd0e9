import type { ModelContext } from '../../component-kind.ts';
import { declaredVolume } from '../../evidence/declared-volume.ts';
import type { Origin, Route } from '../../model.ts';
import { originOf, property, type Resource } from '../../read/graph.ts';
import { asBoolean, Unresolved } from '../../read/value.ts';
import {
  type Addend,
  assumed,
  blocked,
  computed,
  estimate,
  known,
  mend,
  unknown,
  unreadable,
  unrecoverable,
} from '../../terms.ts';
import type { RetainedBackups } from './flavour.ts';

/** What a restore of a volume costs: a person, the cluster with its instance, and a volume whose size its owner may declare. */
export function volumeRestore(cluster: Resource, context: ModelContext): Addend[] {
  return [
    assumed(context, 'human.restore', 'recover'),
    assumed(context, 'rds.restoreBase', 'recover'),
    volumeTerm(cluster, context),
  ];
}

function volumeTerm(cluster: Resource, context: ModelContext): Addend {
  const rate = context.assume('rds.restorePerGiB');
  const restored = (label: string, gib: number, origin: Origin) =>
    computed(label, 'recover', gib * rate.value, `${gib} GiB x ${rate.value} s/GiB`, [origin, rate]);
  const declared = declaredVolume(cluster);
  if (!declared) {
    const assumption = context.assume('cluster.volume');
    return restored('The volume is restored, at a size that is assumed', assumption.value, assumption);
  }
  const { gib, origin } = declared;
  if (gib !== undefined)
    return restored('The volume is restored, at the size that its metadata declares', gib, origin);
  return unknown(
    `${origin.path} of ${cluster.logicalId} is no number of GiB.`,
    mend(cluster, origin.path, 'Write the size as a number of GiB'),
  );
}

/** Automated backups of a cluster cannot be switched off: one day is kept at least. */
export function clusterBeforeDamage(
  cluster: Resource,
  context: ModelContext,
  restore: readonly Addend[],
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
  restore: readonly Addend[],
  retained: RetainedBackups | undefined,
): Route {
  const [id, name] = ['cluster.retained-backups', 'restore from the retained automated backups'];
  if (!retained) return blocked(id, name, unrecoverable('Automated backups are deleted with the cluster.'));
  const { path, pitr } = retained;
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
