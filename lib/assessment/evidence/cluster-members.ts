import type { Origin } from '../model.ts';
import { originOf, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { zonesOfSubnetGroup } from './zones.ts';

/** The instances of a cluster, and whether they can outlive a zone. */
export interface ClusterMembers {
  readonly instances: readonly Resource[];
  /** Distinct zones that the instances stand in, or may be placed in where the templates leave it to the service. */
  readonly zones: readonly string[];
  /** False when the zones are not in the templates. */
  readonly complete: boolean;
  readonly proof: readonly Origin[];
}

export function membersOf(cluster: Resource, instanceType: string, graph: ResourceGraph): ClusterMembers {
  const path = 'DBClusterIdentifier';
  const identifier = property(cluster, path);
  const { region, account } = cluster.stack;
  const named =
    typeof identifier === 'string'
      ? graph
          .holding(identifier, instanceType, path)
          .filter(({ stack }) => stack.region === region && stack.account === account)
      : [];
  const instances = [...new Set([...graph.referring(cluster, instanceType, path), ...named])];
  const belong = instances.map((instance) => originOf(instance, path));
  const placed = instances.map((instance) => property(instance, 'AvailabilityZone'));
  if (placed.length > 0 && placed.every((zone) => typeof zone === 'string')) {
    const proof = [...belong, ...instances.map((instance) => originOf(instance, 'AvailabilityZone'))];
    return { instances, zones: [...new Set(placed.map(String))].sort(), complete: true, proof };
  }
  // The service spreads instances over the subnets of the group.
  const spread = zonesOfSubnetGroup(cluster, 'DBSubnetGroupName', graph);
  return { instances, zones: spread.zones, complete: spread.complete, proof: [...belong, ...spread.proof] };
}
