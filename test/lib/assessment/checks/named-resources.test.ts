import type { TemplateResource } from '../../../../lib/assessment/read/template.ts';
import { ACCOUNT, assessResources, database, PRIMARY, RECOVERY, resource, stackOf } from '../templates.ts';

type Resources = Record<string, TemplateResource>;

/** Messages of one rule over resources of the primary and of the recovery region. */
function found(rule: string, here: Resources, there: Resources = {}): string[] {
  const recovery = stackOf(there, { name: 'recovery', region: RECOVERY });
  return assessResources({ ...database(), ...here }, [recovery])
    .findings.filter((finding) => finding.rule === rule)
    .map(({ message }) => message);
}

describe('name-in-region', () => {
  const rule = (name: string) =>
    resource('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Conditions: [{ Values: [`{{resolve:secretsmanager:${name}:SecretString:::}}`] }],
    });
  const secret = (...regions: string[]) =>
    resource('AWS::SecretsManager::Secret', {
      Name: 'shop/origin',
      ReplicaRegions: regions.map((Region) => ({ Region })),
    });
  const task = (ValueFrom: string) =>
    resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Secrets: [{ Name: 'H', ValueFrom }] }] });
  const host = resource('AWS::SSM::Parameter', { Name: '/shop/host', Value: 'x' });

  test('a secret that is replicated to where a stack resolves it is enough', () =>
    expect(found('name-in-region', { Secret: secret(RECOVERY) }, { Rule: rule('shop/origin') })).toEqual([]));

  test('a secret that is not replicated there stops the deployment', () => {
    for (const regions of [[], ['us-west-2']])
      expect(
        found('name-in-region', { Secret: secret(...regions) }, { Rule: rule('shop/origin') })[0],
      ).toContain(`Rule of recovery needs the secret shop/origin, which the templates have in ${PRIMARY}`);
  });

  test('a parameter that only the other region has stops a task', () => {
    const arn = `arn:aws:ssm:${PRIMARY}:${ACCOUNT}:parameter/shop/host`;
    expect(found('name-in-region', { Task: task(arn) }, { Host: host })).toHaveLength(1);
    expect(found('name-in-region', { Task: task(arn), Host: host }, { Host: host })).toEqual([]);
  });

  test('a name that no template has may be made by hand', () =>
    expect(found('name-in-region', { Rule: rule('made/by-hand') })).toEqual([]));
});

describe('owner-secret', () => {
  const owner = (...regions: string[]) => ({
    Owner: resource('AWS::SecretsManager::Secret', { ReplicaRegions: regions.map((Region) => ({ Region })) }),
    ...database({
      MasterUserPassword: { 'Fn::Sub': '{{resolve:secretsmanager:${Owner}:SecretString:password::}}' },
    }),
  });
  const replica = {
    Replica: resource('AWS::RDS::DBInstance', {
      SourceDBInstanceIdentifier: `arn:aws:rds:${PRIMARY}:${ACCOUNT}:db:sales-db`,
      SourceRegion: PRIMARY,
    }),
  };

  test('is replicated to the region of the replica, or there is none to promote', () => {
    expect(found('owner-secret', owner(RECOVERY), replica)).toEqual([]);
    expect(found('owner-secret', owner())).toEqual([]);
  });

  test('is lost with its region otherwise', () =>
    expect(found('owner-secret', owner(), replica)[0]).toContain(`is not replicated to ${RECOVERY}`));
});

describe('replica-source', () => {
  const replica = (SourceRegion?: string) => ({
    Replica: resource('AWS::RDS::DBInstance', {
      SourceDBInstanceIdentifier: `arn:aws:rds:${PRIMARY}:${ACCOUNT}:db:sales-db`,
      ...(SourceRegion === undefined ? {} : { SourceRegion }),
    }),
  });

  test('the region of the source, and nothing else', () => {
    expect(found('replica-source', {}, replica(PRIMARY))).toEqual([]);
    expect(found('replica-source', {}, replica())[0]).toContain('says no SourceRegion');
    expect(found('replica-source', {}, replica(RECOVERY))[0]).toContain(`its SourceRegion is ${RECOVERY}`);
  });
});

describe('alarm-target', () => {
  const alarm = (Value: unknown, Name = 'DBInstanceIdentifier') => ({
    Alarm: resource('AWS::CloudWatch::Alarm', { Dimensions: [{ Name, Value }] }),
  });

  test('the name of an instance of the region', () => {
    expect(found('alarm-target', alarm('sales-db'))).toEqual([]);
    expect(found('alarm-target', alarm({ Ref: 'Database' }))).toEqual([]);
    expect(found('alarm-target', alarm('other-db'))[0]).toContain('watches DBInstanceIdentifier other-db');
  });

  test('in metrics of an expression too', () => {
    const Dimensions = [{ Name: 'DBInstanceIdentifier', Value: 'other-db' }];
    const Metrics = [{ MetricStat: { Metric: { Dimensions } } }];
    expect(found('alarm-target', { Alarm: resource('AWS::CloudWatch::Alarm', { Metrics }) })).toHaveLength(1);
  });

  test('says nothing of regions and dimensions whose resources no template has', () => {
    expect(found('alarm-target', {}, alarm('other-db'))).toEqual([]);
    expect(found('alarm-target', alarm('other', 'ReplicationGroupId'))).toEqual([]);
  });
});

describe('health-check-name', () => {
  const dns = (asked: string) => ({
    Check: resource('AWS::Route53::HealthCheck', { HealthCheckConfig: { FullyQualifiedDomainName: asked } }),
    Failover: resource('AWS::Route53::RecordSet', {
      Name: 'origin.shop.example.com.',
      HealthCheckId: { Ref: 'Check' },
    }),
    Regional: resource('AWS::Route53::RecordSet', { Name: 'origin-a.shop.example.com.' }),
  });

  test('is the name of a record, or of somebody else’s zone', () => {
    expect(found('health-check-name', dns('origin-a.shop.example.com'))).toEqual([]);
    expect(found('health-check-name', dns('lb.elsewhere.example.org'))).toEqual([]);
  });

  test('fails for good when no record has it', () =>
    expect(found('health-check-name', dns('origin-b.shop.example.com'))[0]).toContain(
      'asks origin-b.shop.example.com, which no record of the templates has',
    ));
});

describe('write-path', () => {
  const ALL = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];
  const edge = (
    behaviour: Record<string, unknown>,
    origin: Record<string, unknown> = { CustomOriginConfig: {} },
  ) => ({
    Edge: resource('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Enabled: true,
        Origins: [{ Id: 'app', DomainName: 'app.example.com', ...origin }],
        OriginGroups: { Items: [{ Id: 'both' }] },
        DefaultCacheBehavior: { TargetOriginId: 'app' },
        CacheBehaviors: [behaviour],
      },
    }),
  });

  test('a behaviour that takes every method to an origin', () =>
    expect(found('write-path', edge({ TargetOriginId: 'app', AllowedMethods: ALL }))).toEqual([]));

  test('no method but those that read, or an origin group, which takes no POST', () => {
    expect(found('write-path', edge({ TargetOriginId: 'app' }))).toHaveLength(1);
    expect(
      found('write-path', edge({ TargetOriginId: 'app', AllowedMethods: ALL.slice(0, 3) })),
    ).toHaveLength(1);
    expect(found('write-path', edge({ TargetOriginId: 'both', AllowedMethods: ALL }))).toHaveLength(1);
  });

  test('a site of files alone has nothing to write', () =>
    expect(found('write-path', edge({ TargetOriginId: 'app' }, { S3OriginConfig: {} }))).toEqual([]));
});
