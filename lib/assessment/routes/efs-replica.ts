import type { ModelContext } from '../component-kind.ts';
import { keyRegion } from '../evidence/keys.ts';
import type { Route, Term } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asList, isRecord, Unresolved, type Value } from '../read/value.ts';
import { assumed, blocked, estimate, mend, unreadable, unrecoverable } from '../terms.ts';
import { ONE_ZONE } from './efs.ts';
import { regionDecision } from './region.ts';

const DESTINATIONS = 'ReplicationConfiguration.Destinations';

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
    rpo: estimate(assumed(context, 'efs.replicationLag', 'recover')),
    proof,
  };
}
