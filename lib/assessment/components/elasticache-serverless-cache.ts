import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { lossOfReplica } from '../evidence/cache-loss.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { cacheDamage, cacheLost } from '../routes/cache.ts';
import { severalZones } from '../routes/several-zones.ts';

/** A serverless cache: its nodes are the service's own affair, and it always stands in several zones. */
export const elastiCacheServerlessCache: ComponentKind = {
  kind: 'elasticache-serverless-cache',
  types: ['AWS::ElastiCache::ServerlessCache'],
  recognise: (cache) => {
    const name = property(cache, 'ServerlessCacheName');
    return { name: `cache ${typeof name === 'string' ? name : cache.logicalId}`, state: 'derived' };
  },
  routes: (cache, disruption, context) => ROUTES[disruption](cache, context),
  serviceLevel: () => ({
    percent: FACTS['sla.elasticache.multi-az'].value,
    origin: fact('sla.elasticache.multi-az'),
  }),
};

const ROUTES: Record<Disruption, (cache: Resource, context: ModelContext) => readonly Route[] | 'untouched'> =
  {
    process: () => 'untouched',
    node: () => 'untouched',
    zone: (cache) => [
      {
        ...severalZones(cache, 'elasticache.serverless-zones', 'elasticache.serverless-zones'),
        rpo: lossOfReplica(cache),
      },
    ],
    ...cacheLost,
    corruption: cacheDamage,
  };
