import type { TemplateResource } from '../../../../lib/assessment/read/template.ts';
import { assessResources, databaseNetwork, PRIMARY, RECOVERY, resource, stackOf } from '../templates.ts';
import { reason, routeOf, routesOf, seconds } from './find.ts';

const CLUSTER = { Engine: 'aurora-mysql', DBSubnetGroupName: { Ref: 'SubnetGroup' } };
const member = (changes: Record<string, unknown> = {}) =>
  resource('AWS::RDS::DBInstance', { DBClusterIdentifier: { Ref: 'Cluster' }, ...changes });

function aurora(
  members: Record<string, TemplateResource>,
  changes: Record<string, unknown> = {},
): Record<string, TemplateResource> {
  return {
    ...databaseNetwork([`${PRIMARY}a`, `${PRIMARY}b`]),
    Cluster: resource('AWS::RDS::DBCluster', { ...CLUSTER, ...changes }),
    ...members,
  };
}

describe('An Aurora cluster', () => {
  test('is one component, and its instances are its members', () => {
    const { components } = assessResources(aurora({ One: member(), Two: member() }));
    expect(components.map(({ logicalId, state }) => [logicalId, state])).toEqual([
      ['Cluster', 'system of record'],
    ]);
  });

  test('finds members that name it by its identifier', () => {
    const named = { DBClusterIdentifier: 'orders' };
    const assessment = assessResources(aurora({ One: member(named), Two: member(named) }, named));
    expect(seconds(routeOf(assessment, 'Cluster', 'zone', 'cluster.promote-reader').rto)).toBe(60);
  });

  test('without instances in the templates proves no fail-over', () => {
    const assessment = assessResources(aurora({}));
    for (const disruption of ['process', 'node'] as const)
      expect(routesOf(assessment, 'Cluster', disruption)[0]?.rto.kind).toBe('unknown');
  });

  test('whose subnets are elsewhere cannot show that it outlives a zone', () => {
    const resources = aurora({ One: member(), Two: member() }, { DBSubnetGroupName: 'outside' });
    const promote = routeOf(assessResources(resources), 'Cluster', 'zone', 'cluster.promote-reader');
    expect(promote.rto.kind).toBe('unknown');
  });

  test('whose engine cannot be resolved proves nothing', () => {
    const assessment = assessResources(aurora({ One: member() }, { Engine: { Ref: 'Missing' } }));
    expect(routesOf(assessment, 'Cluster', 'corruption')[0]?.rto.kind).toBe('unknown');
    expect(assessment.verdict).not.toBe('holds');
  });

  test('keeps its backups after deletion only when the template says so', () => {
    const kept = assessResources(aurora({ One: member() }, { DeleteAutomatedBackups: false }));
    expect(seconds(routeOf(kept, 'Cluster', 'deletion', 'cluster.retained-backups').rpo)).toBe(300);
    const gone = assessResources(aurora({ One: member() }));
    expect(routeOf(gone, 'Cluster', 'deletion', 'cluster.retained-backups').rto.kind).toBe('unrecoverable');
  });

  test('of Serverless v1 cannot keep its backups, whatever the template says', () => {
    const resources = aurora({}, { EngineMode: 'serverless', DeleteAutomatedBackups: false });
    expect(routesOf(assessResources(resources), 'Cluster', 'deletion')[0]?.rto.kind).toBe('unrecoverable');
  });

  test('is contracted for several zones only with instances in them', () => {
    const floor = (members: Record<string, TemplateResource>) =>
      assessResources(aurora(members)).availability[0]?.floorPercent;
    expect(floor({ One: member(), Two: member() })).toBeCloseTo(99.99);
    expect(floor({ One: member() })).toBeCloseTo(99.9);
  });
});

describe('A global database', () => {
  const secondary = (properties: Record<string, unknown>) =>
    stackOf(
      { Secondary: resource('AWS::RDS::DBCluster', { Engine: 'aurora-mysql', ...properties }) },
      { name: 'recovery', region: RECOVERY },
    );
  const globally = { GlobalClusterIdentifier: 'orders-global' };
  const pair = { One: member(), Two: member() };

  test('is found through the global cluster that names the primary as its source', () => {
    const global = resource('AWS::RDS::GlobalCluster', {
      ...globally,
      SourceDBClusterIdentifier: { Ref: 'Cluster' },
    });
    const assessment = assessResources({ ...aurora(pair), Global: global }, [secondary(globally)]);
    expect(seconds(routeOf(assessment, 'Cluster', 'region', 'cluster.global-fail-over').rpo)).toBe(60);
  });

  test('of another name is none of this cluster', () => {
    const assessment = assessResources(aurora(pair, globally), [
      secondary({ GlobalClusterIdentifier: 'invoices-global' }),
    ]);
    expect(routeOf(assessment, 'Cluster', 'region', 'cluster.global-fail-over').rto.kind).toBe(
      'unrecoverable',
    );
  });

  test('does not help against the damage that it copies', () => {
    const assessment = assessResources(aurora(pair, globally), [secondary(globally)]);
    expect(routesOf(assessment, 'Cluster', 'corruption').map(({ id }) => id)).toEqual([
      'cluster.point-in-time',
      'backup.before-damage',
    ]);
  });
});

test('A Multi-AZ cluster keeps nothing in another region by itself, and says so', () => {
  const resources = aurora({}, { Engine: 'mysql', AllocatedStorage: 50 });
  const route = routeOf(assessResources(resources), 'Cluster', 'region', 'rds-cluster.recovery-region');
  expect(reason(route.rto)).toContain('keeps nothing in another region');
});
