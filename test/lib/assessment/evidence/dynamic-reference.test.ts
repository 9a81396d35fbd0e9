import { routeOf } from '../components/find.ts';
import { assessResources, database, RECOVERY, resource, row, stackOf } from '../templates.ts';

const PARAMETER = '{{resolve:ssm:/sales/setting:1}}';

describe('A dynamic reference in a property that decides', () => {
  test('is unknown, never a pass, and shown as what the templates leave open', () => {
    const assessment = assessResources(database({ MultiAZ: PARAMETER }));
    expect(row(assessment, 'zone').verdict).toBe('unproven');
    const { rto } = routeOf(assessment, 'Database', 'zone', 'rds.fail-over');
    expect(rto).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(PARAMETER) });
    expect(assessment.unresolved).toEqual([
      { stack: 'app', logicalId: 'Database', path: 'Properties.MultiAZ', expression: PARAMETER },
    ]);
  });

  test('leaves a restore without a time where it stands for the size of the storage', () => {
    const assessment = assessResources(database({ AllocatedStorage: PARAMETER }));
    expect(routeOf(assessment, 'Database', 'corruption', 'rds.point-in-time').rto).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('AllocatedStorage'),
    });
    expect(row(assessment, 'corruption').rto.verdict).toBe('unproven');
  });

  test.each([
    ['AWS::S3::Bucket', { VersioningConfiguration: { Status: PARAMETER } }, 'corruption', 's3.versions'],
    [
      'AWS::ElastiCache::ReplicationGroup',
      { AutomaticFailoverEnabled: PARAMETER, NumCacheClusters: 2 },
      'node',
      'elasticache.promote',
    ],
    ['AWS::EC2::Instance', { MaintenanceOptions: { AutoRecovery: PARAMETER } }, 'node', 'ec2.recover'],
    ['AWS::EFS::FileSystem', { AvailabilityZoneName: PARAMETER }, 'zone', 'efs.other-zones'],
    [
      'AWS::DynamoDB::Table',
      { DeletionProtectionEnabled: PARAMETER },
      'deletion',
      'dynamodb.deletion-refused',
    ],
  ] as const)('of an %s is unknown too', (type, properties, disruption, route) => {
    const assessment = assessResources({ One: resource(type, properties) });
    expect(routeOf(assessment, 'One', disruption, route).rto.kind).toBe('unknown');
  });

  test('that names a secret is not listed: no estimate asks for what it holds', () => {
    const secret = '{{resolve:secretsmanager:sales/owner:SecretString:password}}';
    expect(assessResources(database({ MasterUserPassword: secret })).unresolved).toEqual([]);
  });
});

test('A database that does not state its storage has no restore time', () => {
  const { rto } = routeOf(
    assessResources(database({ AllocatedStorage: undefined })),
    'Database',
    'corruption',
    'rds.point-in-time',
  );
  expect(rto).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('how large') });
});

describe('A health check whose interval is not in the templates', () => {
  const group = resource('AWS::ElasticLoadBalancingV2::TargetGroup', {
    HealthCheckIntervalSeconds: PARAMETER,
  });

  test('leaves open when a hung task is replaced, and when an instance is', () => {
    const assessment = assessResources({
      Group: group,
      Task: resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Image: 'app:1' }] }),
      Service: resource('AWS::ECS::Service', {
        TaskDefinition: { Ref: 'Task' },
        LoadBalancers: [{ TargetGroupArn: { Ref: 'Group' } }],
      }),
      Fleet: resource('AWS::AutoScaling::AutoScalingGroup', {
        HealthCheckType: 'ELB',
        TargetGroupARNs: [{ Ref: 'Group' }],
      }),
    });
    for (const [id, route] of [
      ['Service', 'ecs.replace-task'],
      ['Fleet', 'asg.replace-instance'],
    ] as const)
      expect(routeOf(assessment, id, 'process', route).rto).toMatchObject({
        kind: 'unknown',
        reason: expect.stringContaining('HealthCheckIntervalSeconds'),
      });
  });
});

test('A service whose number of tasks is not known promises no capacity in the recovery region', () => {
  const service = (DesiredCount: unknown) => ({
    Task: resource('AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Image: 'app:1' }] }),
    Service: resource('AWS::ECS::Service', { TaskDefinition: { Ref: 'Task' }, DesiredCount }),
  });
  const there = stackOf(service(2), { name: 'recovery', region: RECOVERY });
  const rto = (count: unknown) =>
    routeOf(assessResources(service(count), [there]), 'Service', 'region', 'ecs.recovery-region').rto.kind;
  expect(rto(2)).toBe('estimate');
  expect(rto(PARAMETER)).toBe('unknown');
});
