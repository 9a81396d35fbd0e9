import type { ModelContext } from '../component-kind.ts';
import { keyRegion } from '../evidence/keys.ts';
import { zonesOf } from '../evidence/zones.ts';
import { fact } from '../facts.ts';
import type { Route, Term } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asList, isRecord, Unresolved, type Value } from '../read/value.ts';
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
import { regionDecision } from './region.ts';

const ONE_ZONE = 'AvailabilityZoneName';
const DESTINATIONS = 'ReplicationConfiguration.Destinations';
const DAY = 86_400;

/** AWS Backup restores into a new file system, which a person mounts. */
export function fileRestore(context: ModelContext): Term[] {
  return [assumed(context, 'human.restore', 'recover'), assumed(context, 'efs.restore', 'recover')];
}

/** A regional file system serves on through its mount targets in the other zones. */
export function mountElsewhere(files: Resource, context: ModelContext): Route {
  const [id, name] = ['efs.other-zones', 'serve through the mount targets of the other zones'];
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

/** Replication copies damage and deletions too, so it counts for the loss of a place alone. */
export function replicaInRegion(files: Resource, context: ModelContext): Route {
  return replica(files, context, {
    id: 'efs.replica',
    name: 'fail over to the replica in the recovery region',
    reaches: ({ Region }) => context.recoveryRegion !== undefined && Region === context.recoveryRegion,
    detection: regionDecision(context),
    missing: 'The file system is not replicated to the recovery region.',
    change: `Replicate the file system to ${context.recoveryRegion ?? 'a second region'}`,
  });
}

/** A replica in the same region that does not share the file system's zone. */
export function replicaInZone(files: Resource, context: ModelContext): Route {
  return replica(files, context, {
    id: 'efs.replica-zone',
    name: 'fail over to the replica in other zones',
    reaches: ({ Region, AvailabilityZoneName }) =>
      Region === files.stack.region &&
      (AvailabilityZoneName === undefined || AvailabilityZoneName !== property(files, ONE_ZONE)),
    detection: [assumed(context, 'human.detect', 'detect')],
    missing: 'No replica stands in another zone.',
    change: 'Replicate the file system to another zone, or make it a regional one',
  });
}

interface ReplicaRoute {
  readonly id: string;
  readonly name: string;
  readonly reaches: (destination: Record<string, Value>) => boolean;
  readonly detection: readonly Term[];
  readonly missing: string;
  readonly change: string;
}

function replica(files: Resource, context: ModelContext, route: ReplicaRoute): Route {
  const { id, name } = route;
  const destinations = property(files, DESTINATIONS);
  const proof = [originOf(files, DESTINATIONS)];
  if (destinations instanceof Unresolved) return blocked(id, name, unreadable(files, DESTINATIONS), proof);
  const list = asList(destinations);
  const index = list.findIndex((destination) => isRecord(destination) && route.reaches(destination));
  const destination = list[index];
  if (!isRecord(destination))
    return blocked(id, name, unrecoverable(route.missing, mend(files, DESTINATIONS, route.change)), proof);
  const place = keyRegion(destination.KmsKeyId, context.graph);
  if (place !== undefined && place !== destination.Region) {
    const change = mend(
      files,
      `${DESTINATIONS}.${index}.KmsKeyId`,
      `Use a key of ${String(destination.Region)}`,
    );
    const why = unrecoverable(
      `The replica is encrypted with a key of ${place}, which is lost with it.`,
      change,
    );
    return blocked(id, name, why, proof);
  }
  return {
    id,
    name,
    rto: estimate(...route.detection, assumed(context, 'efs.failOver', 'recover')),
    rpo: estimate(known('efs.replication', 'recover')),
    proof,
  };
}

/** The daily plan that EFS itself sets up in AWS Backup; its recovery points outlive the file system. */
export function automaticBackup(
  files: Resource,
  context: ModelContext,
  detection: 'corruption.detect' | 'deletion.detect',
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
