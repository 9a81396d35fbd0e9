import type { ModelContext } from '../component-kind.ts';
import { zonesOf } from '../evidence/zones.ts';
import { fact } from '../facts.ts';
import type { Route, Term } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { Unresolved } from '../read/value.ts';
import {
  assumed,
  blocked,
  computed,
  estimate,
  known,
  mend,
  nothing,
  undecided,
  unknown,
  unreadable,
  unrecoverable,
} from '../terms.ts';

/** Names the zone of a file system that is kept in one. */
export const ONE_ZONE = 'AvailabilityZoneName';
const DAY = 86_400;

/** AWS Backup restores into a new file system, which a person mounts. */
export function fileRestore(context: ModelContext): Term[] {
  return [assumed(context, 'human.restore', 'recover'), assumed(context, 'efs.restore', 'recover')];
}

/** A regional file system serves on through its mount targets in the other zones. */
export function mountElsewhere(files: Resource, context: ModelContext): Route {
  const [id, name] = ['efs.other-zones', 'serve through the mount targets of the other zones'];
  const open = undecided(files, ONE_ZONE);
  if (open) return blocked(id, name, open, [originOf(files, ONE_ZONE)]);
  const oneZone = property(files, ONE_ZONE);
  if (oneZone !== undefined) {
    const change = mend(
      files,
      ONE_ZONE,
      'Leave AvailabilityZoneName out, so that files are kept in several zones',
    );
    const why = unrecoverable('The file system keeps its files in one zone.', change);
    return blocked(id, name, why, [originOf(files, ONE_ZONE)]);
  }
  const targets = context.graph.referring(files, 'AWS::EFS::MountTarget', 'FileSystemId');
  const spread = zonesOf(
    targets.map((target) => property(target, 'SubnetId')),
    context.graph,
  );
  if (spread.zones.length < 2) {
    const change = mend(files, ONE_ZONE, 'Define a mount target in each of at least two zones');
    const why = spread.complete
      ? unrecoverable(`All mount targets stand in one zone, ${spread.zones[0]}.`, change)
      : unknown('The zones of the mount targets are not in the templates.', change);
    return blocked(id, name, why, spread.proof);
  }
  const origins = [fact('efs.zones'), ...spread.proof];
  return {
    id,
    name,
    rto: estimate(nothing('The other mount targets go on serving', ...origins)),
    rpo: estimate(nothing('The other zones have the files', ...origins)),
    proof: origins,
  };
}

/** The daily plan that EFS itself sets up in AWS Backup; its recovery points outlive the file system. */
export function automaticBackup(
  files: Resource,
  context: ModelContext,
  detection: 'corruption.detect' | 'deletion.detect' | 'human.detect',
): Route {
  const [id, name, path] = [
    'efs.automatic-backup',
    'restore the last automatic backup',
    'BackupPolicy.Status',
  ];
  const proof = [originOf(files, path)];
  const status = property(files, path);
  if (status instanceof Unresolved) return blocked(id, name, unreadable(files, path), proof);
  if (status !== 'ENABLED') {
    const change = mend(files, path, 'Set BackupPolicy.Status to ENABLED');
    return blocked(id, name, unrecoverable('Automatic backups are off.', change), proof);
  }
  const noticed = assumed(context, detection, 'detect');
  return {
    id,
    name,
    rto: estimate(noticed, ...fileRestore(context)),
    rpo: estimate(
      computed('Time between two automatic backups', 'recover', DAY, 'once a day', proof),
      known('backup.start-window', 'recover'),
      assumed(context, 'backup.copy', 'recover'),
      // What was written after the damage is given up too; after a deletion nothing is written.
      ...(detection === 'corruption.detect' ? [noticed] : []),
    ),
    proof,
  };
}
