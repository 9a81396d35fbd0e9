import { inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { textsIn, type Value } from '../read/value.ts';
import { resourceArn } from './arn.ts';

const GLOBAL = 'GlobalClusterIdentifier';
const SOURCE = 'SourceDBClusterIdentifier';
const REPLICATED_FROM = 'ReplicationSourceIdentifier';

/** A cluster of the recovery region that receives what the primary cluster writes, and by which property. */
export interface SecondaryCluster {
  readonly cluster: Resource;
  readonly path: string;
}

/** The secondary of a global database, or a cross-region replica cluster, in the recovery region. */
export function secondaryOf(
  cluster: Resource,
  globalType: string,
  context: ModelContext,
): SecondaryCluster | undefined {
  const candidates = inRecoveryRegion(context, cluster.type);
  const own = globalNames(cluster, globalType, context.graph);
  const member = candidates.find((candidate) =>
    globalNames(candidate, globalType, context.graph).some((name) => own.includes(name)),
  );
  if (member) return { cluster: member, path: GLOBAL };
  const replica = candidates.find((candidate) =>
    names(property(candidate, REPLICATED_FROM), cluster, context.graph),
  );
  return replica && { cluster: replica, path: REPLICATED_FROM };
}

/** True when another cluster is the source of this one, so that it holds a copy and is no component of its own. */
export function isReplicaCluster(cluster: Resource): boolean {
  return property(cluster, REPLICATED_FROM) !== undefined;
}

/** The global clusters that a cluster belongs to: named by itself, or naming it as their source. */
function globalNames(cluster: Resource, globalType: string, graph: ResourceGraph): string[] {
  const own = property(cluster, GLOBAL);
  const referenced = graph.named(own, globalType).map(nameOf);
  const naming = graph
    .ofType(globalType)
    .filter((global) => names(property(global, SOURCE), cluster, graph))
    .map(nameOf);
  return [...(typeof own === 'string' ? [own] : referenced), ...naming];
}

function names(value: Value, cluster: Resource, graph: ResourceGraph): boolean {
  if (graph.named(value, cluster.type).includes(cluster)) return true;
  const identifier = property(cluster, 'DBClusterIdentifier');
  return (
    typeof identifier === 'string' &&
    textsIn(value).some((text) => text === identifier || text === resourceArn(cluster))
  );
}

function nameOf(global: Resource): string {
  const name = property(global, GLOBAL);
  return typeof name === 'string' ? name : `${global.stack.name}/${global.logicalId}`;
}
