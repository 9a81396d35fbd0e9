import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { lossOfReplica } from '../evidence/cache-loss.ts';
import { zonesOfSubnetGroup } from '../evidence/zones.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asBoolean, asNumber } from '../read/value.ts';
import { cacheDamage, cacheLost, replaceNode } from '../routes/cache.ts';
import { assumed, blocked, estimate, mend, undecided, unrecoverable } from '../terms.ts';

const TYPE = 'AWS::ElastiCache::ReplicationGroup';

/** A Redis or Valkey replication group used as a cache: what it holds can be computed again. */
export const elastiCacheReplicationGroup: ComponentKind = {
  kind: 'elasticache-replication-group',
  types: [TYPE],
  recognise: (resource) => {
    const id = property(resource, 'ReplicationGroupId');
    return { name: `cache ${typeof id === 'string' ? id : resource.logicalId}`, state: 'derived' };
  },
  routes: (cache, disruption, context) => ROUTES[disruption](cache, context),
  serviceLevel: (cache) => {
    const several = asBoolean(property(cache, 'MultiAZEnabled')) === true;
    const id = several ? 'sla.elasticache.multi-az' : 'sla.elasticache.single-az';
    return { percent: FACTS[id].value, origin: fact(id) };
  },
};

const ROUTES: Record<Disruption, (cache: Resource, context: ModelContext) => readonly Route[] | 'untouched'> =
  {
    process: (cache, context) => [promote(cache, context), replaceNode(cache, context)],
    node: (cache, context) => [promote(cache, context), replaceNode(cache, context)],
    zone: (cache, context) => [promote(cache, context), replaceNode(cache, context)],
    ...cacheLost,
    corruption: cacheDamage,
  };

function promote(cache: Resource, context: ModelContext): Route {
  const [id, name] = ['elasticache.promote', 'promote a replica in another zone'];
  const proof = [
    originOf(cache, 'AutomaticFailoverEnabled'),
    originOf(cache, 'MultiAZEnabled'),
    originOf(cache, 'NumCacheClusters'),
  ];
  const open = undecided(cache, 'AutomaticFailoverEnabled', 'NumCacheClusters', 'ReplicasPerNodeGroup');
  if (open) return blocked(id, name, open, proof);
  const nodes =
    (asNumber(property(cache, 'NumCacheClusters')) ?? 1) +
    (asNumber(property(cache, 'ReplicasPerNodeGroup')) ?? 0);
  if (asBoolean(property(cache, 'AutomaticFailoverEnabled')) !== true || nodes < 2) {
    const change = mend(
      cache,
      'AutomaticFailoverEnabled',
      'Set AutomaticFailoverEnabled to true, with at least one replica (cache.replicas in the configuration)',
    );
    return blocked(id, name, unrecoverable('No replica takes over by itself.', change), proof);
  }
  const spread = zonesOfSubnetGroup(cache, 'CacheSubnetGroupName', context.graph);
  if (spread.complete && spread.zones.length < 2) {
    const change = mend(
      cache,
      'CacheSubnetGroupName',
      'Use a subnet group whose subnets lie in at least two zones',
    );
    return blocked(
      id,
      name,
      unrecoverable(`All nodes stand in one zone, ${spread.zones[0]}.`, change),
      proof,
    );
  }
  return {
    id,
    name,
    rto: estimate(assumed(context, 'cache.failover', 'recover')),
    rpo: lossOfReplica(cache),
    proof,
  };
}
