import { assessResources, RECOVERY, resource, stackOf } from '../templates.ts';
import { reason, routeOf, routesOf, seconds } from './find.ts';

const domain = (ClusterConfig: Record<string, unknown>, more = {}) =>
  assessResources({ Search: resource('AWS::OpenSearchService::Domain', { ClusterConfig }, more) });
const aware = (zones: number, nodes: number) => ({
  InstanceCount: nodes,
  ZoneAwarenessEnabled: true,
  ZoneAwarenessConfig: { AvailabilityZoneCount: zones },
});
const zone = (config: Record<string, unknown>) =>
  routeOf(domain(config), 'Search', 'zone', 'opensearch.other-zones').rto;

describe('A search domain', () => {
  test('holds derived data, so it loses time and no record', () => {
    const assessment = domain({ InstanceCount: 1 });
    expect(assessment.components[0]?.state).toBe('derived');
    const [node] = routesOf(assessment, 'Search', 'node');
    expect(node && [node.id, seconds(node.rpo)]).toEqual(['opensearch.replace-node', 0]);
  });

  test('outlives a zone with three of them and a node in each', () => {
    expect(zone(aware(3, 3)).kind).toBe('estimate');
    expect(reason(zone(aware(3, 2)))).toContain('fewer data nodes');
    expect(reason(zone(aware(2, 4)))).toContain('voting nodes');
    expect(reason(zone({ InstanceCount: 3 }))).toContain('one zone');
  });

  test('whose zones cannot be resolved is never a pass', () => {
    expect(zone({ ...aware(3, 3), ZoneAwarenessEnabled: { Ref: 'Missing' } }).kind).toBe('unknown');
  });

  test('that is declared the record proves no loss bound from settings that its indexes hold', () => {
    const record = { Metadata: { Holdfast: { State: 'system of record' } } };
    const assessment = domain(aware(3, 3), record);
    expect(routesOf(assessment, 'Search', 'zone')[0]?.rpo.kind).toBe('unknown');
    expect(seconds(routeOf(assessment, 'Search', 'corruption', 'opensearch.snapshot').rpo)).toBe(3600 + 1800);
    expect(routesOf(assessment, 'Search', 'deletion')[0]?.rpo.kind).toBe('unrecoverable');
  });

  test('is filled in the recovery region where one stands', () => {
    const search = resource('AWS::OpenSearchService::Domain');
    const there = stackOf({ Search: search }, { name: 'recovery', region: RECOVERY });
    const [best] = routesOf(assessResources({ Search: search }, [there]), 'Search', 'region');
    expect(best && [best.id, seconds(best.rto)]).toEqual(['opensearch.recovery-region', 900 + 1800 + 7200]);
  });
});
