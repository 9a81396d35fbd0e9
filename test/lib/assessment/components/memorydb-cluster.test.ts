import { assessResources, PRIMARY, RECOVERY, resource, stackOf } from '../templates.ts';
import { routeOf, routesOf, seconds } from './find.ts';

const network = {
  One: resource('AWS::EC2::Subnet', { AvailabilityZone: `${PRIMARY}a` }),
  Two: resource('AWS::EC2::Subnet', { AvailabilityZone: `${PRIMARY}b` }),
  Group: resource('AWS::MemoryDB::SubnetGroup', { SubnetIds: [{ Ref: 'One' }, { Ref: 'Two' }] }),
};
const cluster = (changes: Record<string, unknown> = {}) => ({
  ...network,
  Cluster: resource('AWS::MemoryDB::Cluster', { SubnetGroupName: { Ref: 'Group' }, ...changes }),
});

describe('A MemoryDB cluster', () => {
  test('is a system of record, unlike a cache', () => {
    expect(assessResources(cluster()).components[0]?.state).toBe('system of record');
  });

  test('promotes its one default replica and loses nothing', () => {
    const [best] = routesOf(assessResources(cluster()), 'Cluster', 'zone');
    expect(best && [best.id, seconds(best.rto), seconds(best.rpo)]).toEqual(['memorydb.promote', 60, 0]);
  });

  test('without replicas waits for a node, and is stuck when the zone is gone', () => {
    const assessment = assessResources(cluster({ NumReplicasPerShard: 0 }));
    const [node] = routesOf(assessment, 'Cluster', 'node');
    expect(node && [node.id, seconds(node.rpo)]).toEqual(['memorydb.replace-node', 0]);
    expect(routesOf(assessment, 'Cluster', 'zone')[0]?.rto.kind).toBe('unrecoverable');
  });

  test('is taken over by another member of its multi-region cluster, and by no stranger', () => {
    const there = (name: string) =>
      stackOf(
        { Other: resource('AWS::MemoryDB::Cluster', { MultiRegionClusterName: name }) },
        { name: 'recovery', region: RECOVERY },
      );
    const region = (name: string) =>
      routeOf(
        assessResources(cluster({ MultiRegionClusterName: 'sessions' }), [there(name)]),
        'Cluster',
        'region',
        'memorydb.multi-region',
      );
    expect(seconds(region('sessions').rpo)).toBe(60);
    expect(region('others').rto.kind).toBe('unrecoverable');
  });

  test('has no way back from damage without snapshots, and none at all from deletion', () => {
    const assessment = assessResources(cluster());
    expect(routesOf(assessment, 'Cluster', 'corruption')[0]?.rto.kind).toBe('unrecoverable');
    expect(routesOf(assessment, 'Cluster', 'deletion')[0]?.rto.kind).toBe('unrecoverable');
  });
});
