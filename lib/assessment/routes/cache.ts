import { inRecoveryRegion, type ModelContext } from '../component-kind.ts';
import { holdsRecord, lossWhenEmpty } from '../evidence/cache-loss.ts';
import type { Route } from '../model.ts';
import { attributeOrigin, type Resource } from '../read/graph.ts';
import { assumed, blocked, estimate, mend, nothing, unrecoverable } from '../terms.ts';
import { regionDecision } from './region.ts';
import { dailySnapshot } from './snapshots.ts';

/** The property that names a cache, by its type. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::ElastiCache::ReplicationGroup': 'ReplicationGroupId',
  'AWS::ElastiCache::ServerlessCache': 'ServerlessCacheName',
  'AWS::ElastiCache::CacheCluster': 'ClusterName',
};

/** A node that comes back empty. */
export function replaceNode(cache: Resource, context: ModelContext): Route {
  return {
    id: 'elasticache.replace-node',
    name: 'replace the node, empty',
    rto: estimate(assumed(context, 'cache.create', 'recover')),
    rpo: lossWhenEmpty(cache),
    proof: [attributeOrigin(cache, 'Type')],
  };
}

/** A cache of the same type that runs in the recovery region. */
export function otherRegion(cache: Resource, context: ModelContext): Route {
  const [id, name] = ['elasticache.recovery-region', 'use the empty cache of the recovery region'];
  const [counterpart] = inRecoveryRegion(context, cache.type);
  if (!counterpart)
    return blocked(
      id,
      name,
      unrecoverable(
        'No cache stands in the recovery region.',
        mend(cache, NAMES[cache.type] ?? 'Engine', 'Use the strategy pilot-light or warm-standby'),
      ),
    );
  const proof = [attributeOrigin(counterpart, 'Type')];
  return { id, name, rto: estimate(nothing('It is running', ...proof)), rpo: lossWhenEmpty(cache), proof };
}

/** What is lost with its stack or region is deployed again, empty. */
export function createAgain(cache: Resource, context: ModelContext): Route {
  return {
    id: 'cdk.deploy',
    name: 'deploy an empty cache from source',
    rto: estimate(...regionDecision(context), assumed(context, 'deploy.stack', 'recover')),
    rpo: lossWhenEmpty(cache),
    proof: [attributeOrigin(cache, 'Type')],
  };
}

/** Damage in a cache goes with its content; one that is the record needs its daily snapshot. */
export function cacheDamage(cache: Resource, context: ModelContext): readonly Route[] | 'untouched' {
  if (!holdsRecord(cache)) return 'untouched';
  return [
    dailySnapshot(cache, context, {
      id: 'elasticache.snapshot',
      path: 'SnapshotRetentionLimit',
      restore: [assumed(context, 'human.restore', 'recover'), assumed(context, 'cache.create', 'recover')],
    }),
  ];
}
