import type { TemplateOrigin } from '../model.ts';
import { originOf, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import type { Value } from '../read/value.ts';

/** The availability zones that a list of subnets lies in. */
export interface ZoneSpread {
  /** Names of distinct zones; positions such as `eu-central-1#0` where the template leaves the name to the region. */
  readonly zones: readonly string[];
  /** False when a subnet or its zone is not in the templates. */
  readonly complete: boolean;
  readonly proof: readonly TemplateOrigin[];
}

export function zonesOf(subnetIds: Value, graph: ResourceGraph): ZoneSpread {
  const subnets = graph.named(subnetIds, 'AWS::EC2::Subnet');
  const named = subnets.filter((subnet) => typeof property(subnet, 'AvailabilityZone') === 'string');
  const listed = Array.isArray(subnetIds) ? subnetIds.length : subnets.length;
  return {
    zones: [...new Set(named.map((subnet) => String(property(subnet, 'AvailabilityZone'))))].sort(),
    complete: named.length > 0 && named.length === listed,
    proof: named.map((subnet) => originOf(subnet, 'AvailabilityZone')),
  };
}

/** The property that names a subnet group, by its type. */
const GROUP_NAMES: Readonly<Record<string, string>> = {
  'AWS::RDS::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::DocDB::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::Neptune::DBSubnetGroup': 'DBSubnetGroupName',
  'AWS::ElastiCache::SubnetGroup': 'CacheSubnetGroupName',
  'AWS::MemoryDB::SubnetGroup': 'SubnetGroupName',
};

/** The subnets of a database or cache, through its subnet group. */
export function zonesOfSubnetGroup(
  resource: Resource,
  groupProperty: string,
  graph: ResourceGraph,
): ZoneSpread {
  const name = property(resource, groupProperty);
  const types = Object.keys(GROUP_NAMES);
  const group =
    graph.named(name, ...types)[0] ??
    graph
      .ofType(...types)
      .find(
        (candidate) =>
          candidate.stack.region === resource.stack.region &&
          typeof name === 'string' &&
          property(candidate, GROUP_NAMES[candidate.type] ?? '') === name,
      );
  return group ? zonesOf(property(group, 'SubnetIds'), graph) : { zones: [], complete: false, proof: [] };
}
