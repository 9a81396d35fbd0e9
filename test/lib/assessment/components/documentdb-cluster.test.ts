import { assessResources, PRIMARY, resource } from '../templates.ts';
import { routeOf, routesOf, seconds } from './find.ts';

const subnet = (zone: string) => resource('AWS::EC2::Subnet', { AvailabilityZone: zone });

describe.each([
  ['DocumentDB', 'AWS::DocDB::', 99.99],
  ['Neptune', 'AWS::Neptune::', 99.9],
])('A %s cluster', (_service, prefix, floor) => {
  const member = resource(`${prefix}DBInstance`, { DBClusterIdentifier: { Ref: 'Cluster' } });
  const cluster = (zones: readonly string[], changes: Record<string, unknown> = {}) => ({
    One: subnet(zones[0] ?? ''),
    Two: subnet(zones[1] ?? ''),
    Group: resource(`${prefix}DBSubnetGroup`, { SubnetIds: [{ Ref: 'One' }, { Ref: 'Two' }] }),
    Cluster: resource(
      `${prefix}DBCluster`,
      { DBSubnetGroupName: { Ref: 'Group' }, ...changes },
      { DeletionPolicy: 'Snapshot' },
    ),
    Primary: member,
    Replica: member,
  });
  const zones = [`${PRIMARY}a`, `${PRIMARY}b`];

  test('fails over within the published time and loses nothing', () => {
    const assessment = assessResources(cluster(zones));
    const promote = routeOf(assessment, 'Cluster', 'zone', 'cluster.promote-reader');
    expect([seconds(promote.rto), seconds(promote.rpo)]).toEqual([120, 0]);
    expect(assessment.availability[0]?.floorPercent).toBeCloseTo(floor);
  });

  test('with all subnets in one zone does not outlive it without a person', () => {
    const assessment = assessResources(cluster([`${PRIMARY}a`, `${PRIMARY}a`]));
    expect(routesOf(assessment, 'Cluster', 'zone')[0]?.id).toBe('cluster.add-instance');
  });

  test('loses its automated backups when it is deleted, and a deletion policy is no proof', () => {
    const assessment = assessResources(cluster(zones));
    expect(routesOf(assessment, 'Cluster', 'deletion').map(({ id, rto }) => [id, rto.kind])).toEqual(
      expect.arrayContaining([
        ['cluster.retained-backups', 'unrecoverable'],
        ['stack.deletion-policy', 'unrecoverable'],
      ]),
    );
  });

  test('that refuses to be deleted prevents, and is named as prevention', () => {
    const [best] = routesOf(
      assessResources(cluster(zones, { DeletionProtection: true })),
      'Cluster',
      'deletion',
    );
    expect([best?.id, best?.prevents]).toEqual(['cluster.deletion-refused', true]);
  });
});
