import { assessResources, database, PRIMARY, resource } from '../templates.ts';
import { reason, routeOf, routesOf, seconds } from './find.ts';

describe('A SQL Server instance', () => {
  const options = (name: string) => ({
    Options: resource('AWS::RDS::OptionGroup', { OptionConfigurations: [{ OptionName: name }] }),
  });
  const sql = (changes: Record<string, unknown> = {}) =>
    database({ Engine: 'sqlserver-ee', MultiAZ: undefined, OptionGroupName: { Ref: 'Options' }, ...changes });

  test('has a standby when its option group mirrors it, and no finding says otherwise', () => {
    const assessment = assessResources({ ...sql(), ...options('SQLSERVER_MIRRORING') });
    expect(seconds(routeOf(assessment, 'Database', 'zone', 'rds.fail-over').rto)).toBe(120);
    expect(assessment.findings.map(({ rule }) => rule)).not.toContain('automatic-failover');
  });

  test('has none when the option group does something else', () => {
    const assessment = assessResources({ ...sql(), ...options('TDE') });
    expect(routeOf(assessment, 'Database', 'zone', 'rds.fail-over').rto.kind).toBe('unrecoverable');
    expect(assessment.findings.map(({ rule }) => rule)).toContain('automatic-failover');
  });

  test('of the Express Edition has none, whatever the template asks for', () => {
    const assessment = assessResources(database({ Engine: 'sqlserver-ex', MultiAZ: true }));
    expect(routeOf(assessment, 'Database', 'zone', 'rds.fail-over').rto.kind).toBe('unrecoverable');
  });

  test('and no other engine is mirrored by an option group', () => {
    const resources = { ...sql({ Engine: 'oracle-ee' }), ...options('SQLSERVER_MIRRORING') };
    const route = routeOf(assessResources(resources), 'Database', 'zone', 'rds.fail-over');
    expect(route.rto.kind).toBe('unrecoverable');
  });
});

test('An instance of a custom engine is listed as not modelled, and proves nothing', () => {
  const assessment = assessResources(database({ Engine: 'custom-sqlserver-ee' }));
  expect(assessment.components).toEqual([]);
  expect(assessment.notModelled).toEqual([
    { resourceType: 'AWS::RDS::DBInstance (custom-sqlserver-ee)', count: 1 },
  ]);
  expect(assessment.verdict).toBe('unproven');
});

test('A member of a cluster outside of the templates is listed, never passed over', () => {
  const stranded = resource('AWS::RDS::DBInstance', { DBClusterIdentifier: 'elsewhere' });
  expect(assessResources({ Member: stranded }).notModelled).toEqual([
    { resourceType: 'AWS::RDS::DBInstance (of a cluster outside of the templates)', count: 1 },
  ]);
});

describe('A read replica in the same region', () => {
  const withReplica = (zone: string | undefined) => ({
    ...database({ MultiAZ: false, AvailabilityZone: `${PRIMARY}a` }),
    Replica: resource('AWS::RDS::DBInstance', {
      SourceDBInstanceIdentifier: 'sales-db',
      AvailabilityZone: zone,
    }),
  });
  const promoted = (zone: string | undefined) =>
    routeOf(assessResources(withReplica(zone)), 'Database', 'zone', 'rds.promote-local-replica');

  test('is promoted by a person, and may lack the last writes', () => {
    const route = promoted(`${PRIMARY}b`);
    expect([seconds(route.rto), seconds(route.rpo)]).toEqual([2400, 300]);
  });

  test('in the same zone is lost with its source', () => {
    expect(reason(promoted(`${PRIMARY}a`).rto)).toContain(`${PRIMARY}a too`);
  });

  test('whose zone is left to RDS proves nothing', () => {
    expect(promoted(undefined).rto.kind).toBe('unknown');
  });

  test('does not help against damage or the loss of the region', () => {
    const assessment = assessResources(withReplica(`${PRIMARY}b`));
    const ids = [
      ...routesOf(assessment, 'Database', 'corruption'),
      ...routesOf(assessment, 'Database', 'region'),
    ].map(({ id }) => id);
    expect(ids).not.toContain('rds.promote-local-replica');
  });
});
