import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { lossWhenEmpty } from '../evidence/cache-loss.ts';
import { zonesOfSubnetGroup } from '../evidence/zones.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asList, asNumber } from '../read/value.ts';
import { cacheDamage, cacheLost, replaceNode } from '../routes/cache.ts';
import { assumed, blocked, estimate, mend, unknown, unrecoverable } from '../terms.ts';

/** Memcached nodes, or a single Redis node, without replication: a lost node comes back empty. */
export const elastiCacheCacheCluster: ComponentKind = {
  kind: 'elasticache-cache-cluster',
  types: ['AWS::ElastiCache::CacheCluster'],
  recognise: (cache) => {
    const name = property(cache, 'ClusterName');
    return { name: `cache ${typeof name === 'string' ? name : cache.logicalId}`, state: 'derived' };
  },
  routes: (cache, disruption, context) => ROUTES[disruption](cache, context),
  serviceLevel: (cache) => {
    const id =
      property(cache, 'AZMode') === 'cross-az' ? 'sla.elasticache.multi-az' : 'sla.elasticache.single-az';
    return { percent: FACTS[id].value, origin: fact(id) };
  },
};

const ROUTES: Record<Disruption, (cache: Resource, context: ModelContext) => readonly Route[] | 'untouched'> =
  {
    process: (cache, context) => [otherNodes(cache, context, false), replaceNode(cache, context)],
    node: (cache, context) => [otherNodes(cache, context, false), replaceNode(cache, context)],
    zone: (cache, context) => [otherNodes(cache, context, true), replaceElsewhere(cache, context)],
    ...cacheLost,
    corruption: cacheDamage,
  };

/** Clients of Memcached drop a dead node; what it held is computed again on the others. */
function otherNodes(cache: Resource, context: ModelContext, zoneLost: boolean): Route {
  const [id, name] = ['elasticache.other-nodes', 'go on with the other nodes'];
  const proof = [originOf(cache, 'Engine'), originOf(cache, 'NumCacheNodes'), originOf(cache, 'AZMode')];
  const nodes = asNumber(property(cache, 'NumCacheNodes')) ?? 1;
  if (nodes < 2) {
    const change = mend(cache, 'NumCacheNodes', 'Use two or more Memcached nodes, or a replication group');
    return blocked(id, name, unrecoverable('There is no other node.', change), proof);
  }
  if (zoneLost && property(cache, 'AZMode') !== 'cross-az') {
    const change = mend(cache, 'AZMode', 'Set AZMode to cross-az');
    return blocked(id, name, unrecoverable('All nodes stand in one zone.', change), proof);
  }
  const zones = new Set(asList(property(cache, 'PreferredAvailabilityZones')));
  if (zoneLost && zones.size === 1) {
    const change = mend(cache, 'PreferredAvailabilityZones', 'Name at least two zones');
    return blocked(id, name, unrecoverable('All nodes are placed in one zone.', change), proof);
  }
  const rto = estimate(assumed(context, 'cache.failover', 'recover'));
  return { id, name, rto, rpo: lossWhenEmpty(cache), proof };
}

/** A node of a lost zone is created in another, where the subnets allow it. */
function replaceElsewhere(cache: Resource, context: ModelContext): Route {
  const [id, name] = ['elasticache.replace-elsewhere', 'deploy an empty node in another zone'];
  const spread = zonesOfSubnetGroup(cache, 'CacheSubnetGroupName', context.graph);
  if (spread.zones.length < 2) {
    const change = mend(cache, 'CacheSubnetGroupName', 'Use subnets in at least two zones');
    const why = spread.complete
      ? unrecoverable(`All subnets of the cache lie in one zone, ${spread.zones[0]}.`, change)
      : unknown('The zones of the cache’s subnets are not in the templates.', change);
    return blocked(id, name, why, spread.proof);
  }
  const rto = estimate(
    assumed(context, 'human.detect', 'detect'),
    assumed(context, 'deploy.stack', 'recover'),
  );
  return { id, name, rto, rpo: lossWhenEmpty(cache), proof: spread.proof };
}
