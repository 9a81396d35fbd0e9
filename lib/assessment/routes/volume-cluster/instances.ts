import type { ModelContext } from '../../component-kind.ts';
import { type ClusterMembers, membersOf } from '../../evidence/cluster-members.ts';
import { fact } from '../../facts.ts';
import type { Estimate, Route } from '../../model.ts';
import { attributeOrigin, type Resource } from '../../read/graph.ts';
import { assumed, blocked, estimate, known, mend, nothing, unknown, unrecoverable } from '../../terms.ts';
import type { VolumeCluster } from './flavour.ts';

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
