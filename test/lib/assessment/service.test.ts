import type { Estimate } from '../../../lib/assessment/model.ts';
import type { TemplateResource } from '../../../lib/assessment/read/template.ts';
import {
  ACCOUNT,
  assessResources,
  database,
  PRIMARY,
  RECOVERY,
  resource,
  row,
  stackOf,
} from './templates.ts';

const MINUTE = 60;
const seconds = (estimate: Estimate) => (estimate.kind === 'estimate' ? estimate.seconds : estimate.kind);

interface ServiceOptions {
  readonly region?: string;
  readonly zones?: readonly string[];
  readonly minimum?: number;
  readonly failover?: 'PRIMARY' | 'SECONDARY';
}

/** A service behind a load balancer, with the record that CloudFront's origin resolves to. */
function service({
  region = PRIMARY,
  zones = ['a', 'b', 'c'],
  minimum = 6,
  failover = 'PRIMARY',
}: ServiceOptions = {}): Record<string, TemplateResource> {
  const subnets = Object.fromEntries(
    zones.map((zone, index) => [
      `AppSubnet${index}`,
      resource('AWS::EC2::Subnet', { AvailabilityZone: region + zone }),
    ]),
  );
  const subnetIds = Object.keys(subnets).map((Ref) => ({ Ref }));
  return {
    ...subnets,
    Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Subnets: subnetIds }),
    Targets: resource('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckIntervalSeconds: 10,
      UnhealthyThresholdCount: 3,
    }),
    Listener: resource('AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: { Ref: 'Balancer' },
      DefaultActions: [{ TargetGroupArn: { Ref: 'Targets' } }],
    }),
    Task: resource('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        {
          Image: `${ACCOUNT}.dkr.ecr.${region}.amazonaws.com/app:1`,
          HealthCheck: { Command: ['CMD', 'true'], Interval: 10, Retries: 3, Timeout: 5 },
          Environment: [{ Name: 'DATABASE_POOL_SIZE', Value: '10' }],
          Secrets: [
            {
              Name: 'DATABASE_HOST',
              ValueFrom: `arn:aws:ssm:${region}:${ACCOUNT}:parameter/sales/database/host`,
            },
          ],
        },
      ],
    }),
    Service: resource(
      'AWS::ECS::Service',
      {
        TaskDefinition: { Ref: 'Task' },
        LoadBalancers: [{ TargetGroupArn: { Ref: 'Targets' } }],
        NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnetIds } },
        DeploymentConfiguration: {
          MaximumPercent: 200,
          DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        },
      },
      { Metadata: { Holdfast: { TasksForDeclaredLoad: 4 } } },
    ),
    Scaling: resource('AWS::ApplicationAutoScaling::ScalableTarget', {
      ResourceId: { 'Fn::Join': ['', ['service/cluster/', { 'Fn::GetAtt': ['Service', 'Name'] }]] },
      MinCapacity: minimum,
      MaxCapacity: 30,
    }),
    Record: resource('AWS::Route53::RecordSet', {
      Name: 'origin.sales.example.',
      Failover: failover,
      AliasTarget: { DNSName: { 'Fn::GetAtt': ['Balancer', 'DNSName'] } },
      ...(failover === 'PRIMARY' ? { HealthCheckId: { Ref: 'HealthCheck' } } : {}),
    }),
    HealthCheck: resource('AWS::Route53::HealthCheck', {
      HealthCheckConfig: { RequestInterval: 10, FailureThreshold: 3 },
    }),
  };
}

const parameters = (maxConnections: number): Record<string, TemplateResource> => ({
  ...database({ DBParameterGroupName: { Ref: 'Parameters' } }),
  Parameters: resource('AWS::RDS::DBParameterGroup', {
    Parameters: { max_connections: String(maxConnections) },
  }),
  Host: resource('AWS::SSM::Parameter', {
    Name: '/sales/database/host',
    Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Address'] },
  }),
});

const distribution = (domain: unknown) => ({
  Distribution: resource('AWS::CloudFront::Distribution', {
    DistributionConfig: { Origins: [{ DomainName: domain }] },
  }),
});

const recovery = (options: ServiceOptions = {}) =>
  stackOf(service({ region: RECOVERY, failover: 'SECONDARY', minimum: 0, ...options }), {
    name: 'recovery',
    region: RECOVERY,
  });

function platform(
  options: ServiceOptions = {},
  origin: unknown = 'origin.sales.example',
  recoveryOptions: ServiceOptions = {},
) {
  return assessResources({ ...parameters(1000), ...service(options), ...distribution(origin) }, [
    recovery(recoveryOptions),
  ]);
}

describe('A service behind a load balancer', () => {
  test('its dependencies are found through listeners, target groups, records and parameters', () => {
    const edges = platform().dependencies.map(({ from, to, strength }) => `${from} ${strength} ${to}`);
    expect(edges).toEqual(
      expect.arrayContaining([
        'app/Distribution hard app/Balancer',
        'app/Balancer hard app/Service',
        'app/Service hard app/Database',
      ]),
    );
  });

  test('A4: a hung task is replaced after the slower of both health checks, and a start', () => {
    const process = row(platform(), 'process');
    expect(
      platform().estimates.find(
        ({ component, disruption }) => component === 'app/Service' && disruption === 'process',
      )?.best?.rto,
    ).toMatchObject({
      seconds: 10 * 3 + 5 + 60,
    });
    expect(process.verdict).toBe('holds');
  });

  test('S5: too few tasks for the declared load once a zone is lost is a breach', () => {
    const findings = platform({ minimum: 3 }).findings.filter(({ rule }) => rule === 'zone-capacity');
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toContain(
      'keeps 3 tasks in 3 zones: losing one leaves 2, and the declared load needs 4',
    );
    expect(row(platform({ minimum: 3 }), 'zone').verdict).toBe('breached');
    expect(platform({ minimum: 6 }).findings.filter(({ rule }) => rule === 'zone-capacity')).toEqual([]);
  });

  test('one zone only: a zone loss cannot be recovered from', () => {
    const zone = row(platform({ zones: ['a', 'a'] }), 'zone');
    expect(zone.rto.estimate.kind).toBe('unrecoverable');
    expect(zone.verdict).toBe('breached');
  });

  test('B6: pools that exceed max_connections at the most tasks are a breach, with the sum', () => {
    const assessment = assessResources(
      { ...parameters(500), ...service(), ...distribution('origin.sales.example') },
      [recovery()],
    );
    const [finding] = assessment.findings.filter(({ rule }) => rule === 'connection-budget');
    expect(finding?.message).toContain(
      '600 connections (10 x 30 tasks x 2 during a deployment), and max_connections is 500',
    );
    expect(platform().findings.filter(({ rule }) => rule === 'connection-budget')).toEqual([]);
  });
});

describe('The region of a service is lost', () => {
  const route = (assessment: ReturnType<typeof platform>, component: string) =>
    assessment.estimates.find((one) => one.component === component && one.disruption === 'region')?.best;

  test('writes follow a failover record after its health check and its time to live', () => {
    expect(route(platform(), 'app/Distribution')).toMatchObject({
      id: 'route53.fail-over',
      rto: { seconds: 30 + 60 + 60 },
    });
  });

  test('without a failover name a person has to deploy the distribution, after everything else', () => {
    const fixed = platform({}, { 'Fn::GetAtt': ['Balancer', 'DNSName'] });
    expect(route(fixed, 'app/Distribution')).toMatchObject({
      id: 'cloudfront.repoint',
      afterDependencies: true,
    });
  });

  test('cold tasks wait for the database, warm ones do not', () => {
    expect(route(platform(), 'app/Service')?.afterDependencies).toBe(true);
    expect(route(platform({}, undefined, { minimum: 3 }), 'app/Service')?.afterDependencies).toBe(false);
  });

  test('an image in the lost region cannot be started', () => {
    const lost = recovery();
    const container = (
      lost.template.Resources?.Task?.Properties?.ContainerDefinitions as { Image: string }[] | undefined
    )?.[0];
    if (container) container.Image = `${ACCOUNT}.dkr.ecr.${PRIMARY}.amazonaws.com/app:1`;
    const assessment = assessResources(
      { ...parameters(1000), ...service(), ...distribution('origin.sales.example') },
      [lost],
    );
    expect(route(assessment, 'app/Service')?.rto).toMatchObject({
      kind: 'unrecoverable',
      reason: expect.stringContaining(PRIMARY),
    });
  });

  test('what starts after the database adds to it, what runs beside it does not', () => {
    const replicated = {
      AutomaticBackupReplicationRegion: RECOVERY,
      AutomaticBackupReplicationKmsKeyId: `arn:aws:kms:${RECOVERY}:${ACCOUNT}:key/x`,
    };
    const resources: Record<string, TemplateResource> = {
      ...parameters(1000),
      ...service(),
      ...distribution('origin.sales.example'),
    };
    const withBackups = {
      ...resources,
      Database: {
        ...resources.Database,
        Type: 'AWS::RDS::DBInstance',
        Properties: { ...resources.Database?.Properties, ...replicated },
      },
    };
    const { rto } = row(assessResources(withBackups, [recovery()]), 'region');
    // 45 min detection and decision, 20 person, 20 base, 1,020 s storage; then 60 s start and 10 min launch, then 120 s in
    // resolvers; Route 53's own detection ran beside it.
    expect(seconds(rto.estimate)).toBe(85 * MINUTE + 1020 + 11 * MINUTE + 120);
    expect(rto.path).toEqual(['app/Database', 'app/Service', 'app/Distribution']);
  });

  test('D5: a recovery stack that reads from the lost region is a breach', () => {
    const reading = stackOf(
      {
        Thing: resource('X::Y::Z', {
          Arn: { 'Fn::GetStackOutput': { StackName: 'app', OutputName: 'Out', Region: PRIMARY } },
        }),
      },
      { name: 'reader', region: RECOVERY },
    );
    const { findings } = assessResources(database(), [reading]);
    expect(findings.find(({ rule }) => rule === 'recovery-independence')?.mends[0]).toMatchObject({
      logicalId: 'Thing',
      property: 'Properties.Arn',
    });
  });
});

describe('A1: availability', () => {
  test('the contractual floor and the expected value are kept apart, and the objective is judged on the latter', () => {
    const write = platform().availability.find(({ journey }) => journey === 'write');
    expect(write?.floorPercent).toBeCloseTo(100 * 0.999 * 0.9999 * 0.9999 * 0.9995, 3);
    expect(write?.floorPercent).toBeLessThan(99.9);
    const lost = write?.expectedLosses.reduce((sum, loss) => sum + loss.secondsPerYear, 0) ?? 0;
    expect(write?.expectedPercent).toBeCloseTo(100 * (1 - lost / 31_536_000), 6);
  });

  test('each rate says how far it may rise before the objective breaks', () => {
    const write = platform().availability.find(({ journey }) => journey === 'write');
    for (const { value, breaksAt } of write?.sensitivity ?? []) {
      if (write?.verdict === 'holds') expect(breaksAt).toBeGreaterThan(value);
    }
    expect(write?.sensitivity.map(({ assumption }) => assumption)).toContain('rate.zone');
  });
});
