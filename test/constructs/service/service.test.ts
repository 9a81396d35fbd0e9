import { readAppConfig } from '../../../app-src/src/config/app-config.ts';
import { lifecycle } from '../../../constructs/service/lifecycle.ts';
import { type Assembly, readAssembly, synthesize, type TemplateResource } from '../../assembly.ts';

const PRIMARY = 'holdfast-production-service';
const RECOVERY = 'holdfast-production-recovery-service';

const timings = lifecycle();
let assembly: Assembly;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
});

const ofType = (stack: string, type: string, from = assembly): TemplateResource[] =>
  Object.values(from.stack(stack).template.Resources).filter((resource) => resource.Type === type);

function only(stack: string, type: string, from = assembly): NonNullable<TemplateResource['Properties']> {
  const [resource, ...others] = ofType(stack, type, from);
  if (!resource || others.length > 0)
    throw new Error(`${stack} has ${others.length + (resource ? 1 : 0)} ${type}.`);
  return resource.Properties ?? {};
}

const attributes = (list: { Key: string; Value: string }[]) =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));

const ENTRY = 'AWS::ElasticLoadBalancingV2';

describe.each([PRIMARY, RECOVERY])('load balancer of %s', (stack) => {
  test('S4: looks at liveness every ten seconds and takes a hung task out after three failures', () => {
    expect(only(stack, `${ENTRY}::TargetGroup`)).toMatchObject({
      HealthCheckPath: '/api/health',
      HealthCheckIntervalSeconds: 10,
      HealthCheckTimeoutSeconds: 5,
      UnhealthyThresholdCount: 3,
      HealthyThresholdCount: 2,
      TargetType: 'ip',
    });
  });

  test('S4: gives a slow task fewer requests, over all zones', () => {
    expect(attributes(only(stack, `${ENTRY}::TargetGroup`).TargetGroupAttributes)).toMatchObject({
      'load_balancing.algorithm.type': 'least_outstanding_requests',
      'load_balancing.cross_zone.enabled': 'true',
      'stickiness.enabled': 'false',
      'deregistration_delay.timeout_seconds': String(timings.deregistrationDelay),
    });
  });

  test('S4: stands in three zones, protected, logged, and speaks TLS 1.2 or later only', () => {
    const balancer = only(stack, `${ENTRY}::LoadBalancer`);
    expect(balancer.Scheme).toBe('internet-facing');
    expect(balancer.Subnets).toHaveLength(3);
    expect(attributes(balancer.LoadBalancerAttributes)).toMatchObject({
      'deletion_protection.enabled': 'true',
      'access_logs.s3.enabled': 'true',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'zonal_shift.config.enabled': 'true',
      'idle_timeout.timeout_seconds': String(timings.idleTimeout),
    });
    expect(only(stack, `${ENTRY}::Listener`)).toMatchObject({
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: expect.stringMatching(/^ELBSecurityPolicy-TLS13-1-2-/),
    });
  });

  test('S4: admits CloudFront and health checkers by address, in two security groups', () => {
    const groups = ofType(stack, 'AWS::EC2::SecurityGroup').map(
      ({ Properties }) => Properties?.SecurityGroupIngress ?? [],
    );
    const prefixLists = [
      ...groups.flat(),
      ...ofType(stack, 'AWS::EC2::SecurityGroupIngress').map(({ Properties }) => Properties),
    ].filter((rule) => rule?.SourcePrefixListId);
    expect(prefixLists).toHaveLength(1);
    expect(prefixLists[0]).toMatchObject({
      SourcePrefixListId: /central/.test(assembly.stack(stack).region) ? 'pl-a3a144ca' : 'pl-4fa04526',
      FromPort: 443,
      ToPort: 443,
    });
    expect(groups.flat().every((rule: { CidrIp?: string }) => rule.CidrIp !== '0.0.0.0/0')).toBe(true);
    expect(groups.some((rules) => rules.length === 17)).toBe(true);
    expect(only(stack, `${ENTRY}::LoadBalancer`).SecurityGroups).toHaveLength(2);
  });

  test('S4: refuses whoever lacks the header, and holds the secret by name only', () => {
    expect(only(stack, `${ENTRY}::Listener`).DefaultActions).toEqual([
      { Type: 'fixed-response', FixedResponseConfig: expect.objectContaining({ StatusCode: '403' }) },
    ]);
    const rules = ofType(stack, `${ENTRY}::ListenerRule`).map(({ Properties }) => Properties?.Conditions);
    expect(rules).toEqual([
      [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/metrics*', '/api/health/ready*'] } }],
      [
        {
          Field: 'http-header',
          HttpHeaderConfig: {
            HttpHeaderName: 'X-Origin-Verify',
            Values: ['{{resolve:secretsmanager:holdfast-production/origin-verify/v1:SecretString:::}}'],
          },
        },
      ],
      [
        { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/health'] } },
        { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['GET'] } },
      ],
    ]);
  });
});

describe.each([PRIMARY, RECOVERY])('tasks of %s', (stack) => {
  const container = () => only(stack, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0];

  test('A4: a hung container is found by its liveness and replaced', () => {
    expect(container().HealthCheck).toMatchObject({ Interval: 10, Timeout: 5, Retries: 3, StartPeriod: 30 });
    expect(container().HealthCheck.Command.join(' ')).toContain('/api/health');
    expect(container().Essential).toBe(true);
  });

  test('A3: the container has the time to drain that the app is told of', () => {
    const environment = Object.fromEntries(
      container().Environment.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]),
    );
    expect(environment).toMatchObject({
      SHUTDOWN_DRAIN_SECONDS: String(timings.drain),
      KEEP_ALIVE_TIMEOUT: String(timings.keepAlive * 1000),
    });
    expect(container().StopTimeout).toBe(timings.stopTimeout);
  });

  test('B6: the app accepts its environment, and opens no more connections than the configuration says', () => {
    const secret = 'a-secret'.repeat(8);
    const given = [...container().Environment, ...container().Secrets].map(({ Name, Value = secret }) => [
      Name,
      Value,
    ]);
    const { database, cache } = readAppConfig(Object.fromEntries(given));
    expect(database).toMatchObject({ poolSize: 10, credentials: { kind: 'iam' }, tls: { kind: 'verify' } });
    expect(cache).toMatchObject({ tls: true, authToken: secret });
  });

  test('S2: host names come from parameters of literal name, so that a takeover repoints them', () => {
    const from = Object.fromEntries(
      container().Secrets.map(({ Name, ValueFrom }: { Name: string; ValueFrom: unknown }) => [
        Name,
        JSON.stringify(ValueFrom),
      ]),
    );
    expect(from.DATABASE_HOST).toContain(':parameter/holdfast/production/database/host');
    expect(from.CACHE_HOST).toContain(':parameter/holdfast/production/cache/host');
  });

  test('runs on ARM, as an ordinary user, on a file system it cannot change', () => {
    expect(only(stack, 'AWS::ECS::TaskDefinition').RuntimePlatform.CpuArchitecture).toBe('ARM64');
    expect(container()).toMatchObject({ User: '1000:1000', ReadonlyRootFilesystem: true });
    expect(
      container().MountPoints.map(({ ContainerPath }: { ContainerPath: string }) => ContainerPath),
    ).toEqual(['/tmp', '/app/.next/cache']);
  });

  test('A6: a rollout keeps all tasks, and a bad one is rolled back by circuit breaker and alarms', () => {
    const service = only(stack, 'AWS::ECS::Service');
    expect(service.DeploymentConfiguration).toMatchObject({
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      Alarms: {
        Enable: true,
        Rollback: true,
        AlarmNames: ['holdfast-production-app-target-5xx', 'holdfast-production-app-unhealthy-targets'],
      },
    });
    expect(service.AvailabilityZoneRebalancing).toBe('ENABLED');
  });

  test('S5: no deployment undoes what the autoscaler decided', () => {
    expect(only(stack, 'AWS::ECS::Service')).not.toHaveProperty('DesiredCount');
  });

  test('S5: scales on CPU, memory and requests per target, out sooner than in', () => {
    const policies = ofType(stack, 'AWS::ApplicationAutoScaling::ScalingPolicy').map(
      ({ Properties }) => Properties?.TargetTrackingScalingPolicyConfiguration,
    );
    const targets = policies.map((policy) => [
      policy.PredefinedMetricSpecification.PredefinedMetricType,
      policy.TargetValue,
    ]);
    expect(Object.fromEntries(targets)).toEqual({
      ECSServiceAverageCPUUtilization: 55,
      ECSServiceAverageMemoryUtilization: 70,
      ALBRequestCountPerTarget: 3000,
    });
    for (const policy of policies) expect(policy.ScaleInCooldown).toBeGreaterThan(policy.ScaleOutCooldown);
  });

  test('may connect to the database as one user, and to nothing on the network but data and HTTPS', () => {
    const statements = ofType(stack, 'AWS::IAM::Policy').flatMap(
      ({ Properties }) => Properties?.PolicyDocument.Statement,
    );
    const connect = statements.filter(({ Action }) => Action === 'rds-db:connect');
    expect(connect).toHaveLength(1);
    expect(JSON.stringify(connect[0].Resource)).toMatch(/ConnectArn|db-\*\/holdfast_app/);
    const ports = ofType(stack, 'AWS::EC2::SecurityGroupEgress').map(
      ({ Properties }) => Properties?.FromPort,
    );
    expect(ports).toEqual(expect.arrayContaining([5432, 6379]));
  });
});

describe('regions', () => {
  test('S5: the primary region keeps the declared load with one zone gone', () => {
    const { MinCapacity } = only(PRIMARY, 'AWS::ApplicationAutoScaling::ScalableTarget');
    expect(MinCapacity - Math.ceil(MinCapacity / 3)).toBeGreaterThanOrEqual(4);
  });

  test.each([
    ['backup-restore', 0],
    ['pilot-light', 0],
    ['warm-standby', 3],
  ])('D5: with %s the recovery region keeps %i tasks', async (strategy, min) => {
    const other = readAssembly(await synthesize({ context: { strategy } }));
    expect(only(RECOVERY, 'AWS::ApplicationAutoScaling::ScalableTarget', other)).toMatchObject({
      MinCapacity: min,
      MaxCapacity: 30,
    });
  });

  test('A5: DNS answers with the primary region while its own name is healthy, and else with the recovery region', () => {
    const failover = (stack: string) =>
      ofType(stack, 'AWS::Route53::RecordSet')
        .map(({ Properties }) => Properties ?? {})
        .filter(({ Name }) => Name === 'origin.app.example.com.');
    expect(failover(PRIMARY)).toEqual([
      expect.objectContaining({
        Failover: 'PRIMARY',
        SetIdentifier: 'primary',
        HealthCheckId: expect.anything(),
        AliasTarget: expect.objectContaining({ EvaluateTargetHealth: true }),
      }),
    ]);
    expect(failover(RECOVERY)).toEqual([
      expect.objectContaining({
        Failover: 'SECONDARY',
        SetIdentifier: 'recovery',
        AliasTarget: expect.objectContaining({ EvaluateTargetHealth: true }),
      }),
    ]);
    const checks = ofType(PRIMARY, 'AWS::Route53::HealthCheck').map(
      ({ Properties }) => Properties?.HealthCheckConfig,
    );
    expect(checks).toEqual([
      expect.objectContaining({
        Type: 'HTTPS',
        FullyQualifiedDomainName: 'origin-eu-central-1.app.example.com',
        ResourcePath: '/api/health',
        RequestInterval: 10,
        FailureThreshold: 3,
      }),
      // It and the switch of the takeover; see takeover.test.ts.
      expect.objectContaining({ Type: 'CALCULATED', HealthThreshold: 2 }),
    ]);
  });

  test('D5: the recovery region asks no other region for anything', () => {
    expect(JSON.stringify(assembly.stack(RECOVERY).template)).not.toMatch(/"Region": ?"(?!eu-west-1)/);
    expect(JSON.stringify(assembly.stack(RECOVERY).template)).not.toContain('eu-central-1');
  });

  test('D5: each region has its own copy of the image', () => {
    const image = (stack: string) =>
      JSON.stringify(only(stack, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0].Image);
    expect(image(PRIMARY)).toContain('eu-central-1');
    expect(image(RECOVERY)).toContain('eu-west-1');
  });
});
