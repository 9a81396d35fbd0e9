import { zonesOfSubnetGroup } from '../evidence/zones.ts';
import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { asBoolean, Unresolved } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** C3: a cache that fails over has its nodes in different zones, or the zone takes primary and replica together. */
export const cacheFailover: Check = (context) =>
  context.graph.ofType('AWS::ElastiCache::ReplicationGroup').flatMap((cache): Finding[] => {
    const multiAz = property(cache, 'MultiAZEnabled');
    const { zones, complete } = zonesOfSubnetGroup(cache, 'CacheSubnetGroupName', context.graph);
    const shared = complete && zones.length < 2;
    if (asBoolean(multiAz) === true && !shared) return [];
    const why =
      multiAz instanceof Unresolved
        ? 'is not shown to spread'
        : shared
          ? 'has one zone only'
          : 'need not spread';
    return [
      {
        rule: 'cache-failover',
        severity: 'warning',
        disruptions: ['zone'],
        criteria: ['C3'],
        component: `${cache.stack.name}/${cache.logicalId}`,
        message: `Cache ${cache.logicalId} of ${cache.stack.region} ${why}${shared ? '' : ' its nodes over zones'}, so one zone may take all of them.`,
        mends: [mend(cache, 'MultiAZEnabled', 'Set MultiAZEnabled to true, over subnets of two zones')],
      },
    ];
  });
