import { assessResources, PRIMARY, RECOVERY, resource, stackOf } from '../templates.ts';
import { routeOf, routesOf, seconds } from './find.ts';

const RECORD = { Metadata: { Holdfast: { State: 'system of record' } } };

describe('A serverless cache', () => {
  const cache = resource('AWS::ElastiCache::ServerlessCache', { Engine: 'redis' });

  test('goes on in its other zones', () => {
    const [best] = routesOf(assessResources({ Cache: cache }), 'Cache', 'zone');
    expect(best && [seconds(best.rto), seconds(best.rpo)]).toEqual([0, 0]);
  });

  test('finds its counterpart in the recovery region, once that region is decided for', () => {
    const there = stackOf({ Cache: cache }, { name: 'recovery', region: RECOVERY });
    const assessment = assessResources({ Cache: cache }, [there]);
    expect(seconds(routeOf(assessment, 'Cache', 'region', 'elasticache.recovery-region').rto)).toBe(2700);
  });

  test('that is declared the record loses it when it comes back empty', () => {
    const assessment = assessResources({ Cache: { ...cache, ...RECORD } });
    expect(routesOf(assessment, 'Cache', 'deletion')[0]?.rpo.kind).toBe('unrecoverable');
    expect(routesOf(assessment, 'Cache', 'zone')[0]?.rpo.kind).toBe('unknown');
  });
});

describe('A cache cluster', () => {
  const cluster = (properties: Record<string, unknown>, more = {}) =>
    assessResources({ Cache: resource('AWS::ElastiCache::CacheCluster', properties, more) });

  test('of one Redis node replaces it, empty', () => {
    const [best] = routesOf(cluster({ Engine: 'redis', NumCacheNodes: 1 }), 'Cache', 'node');
    expect(best && [best.id, seconds(best.rto), seconds(best.rpo)]).toEqual([
      'elasticache.replace-node',
      900,
      0,
    ]);
  });

  test('of Memcached outlives a zone only across zones', () => {
    const zone = (properties: Record<string, unknown>) =>
      routeOf(
        cluster({ Engine: 'memcached', NumCacheNodes: 2, ...properties }),
        'Cache',
        'zone',
        'elasticache.other-nodes',
      ).rto.kind;
    expect(zone({ AZMode: 'cross-az' })).toBe('estimate');
    expect(zone({})).toBe('unrecoverable');
    const both = [`${PRIMARY}a`, `${PRIMARY}a`];
    expect(zone({ AZMode: 'cross-az', PreferredAvailabilityZones: both })).toBe('unrecoverable');
  });

  test('that is declared the record goes back to a daily snapshot, if there are any', () => {
    const damage = (limit: number) =>
      routesOf(cluster({ Engine: 'redis', SnapshotRetentionLimit: limit }, RECORD), 'Cache', 'corruption')[0];
    expect(damage(0)?.rto.kind).toBe('unrecoverable');
    const kept = damage(3);
    expect(kept && seconds(kept.rpo)).toBe(86_400 + 1800);
  });
});
