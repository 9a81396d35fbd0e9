import type { TemplateResource } from '../../../../lib/assessment/read/template.ts';
import { PRIMARY, RECOVERY, resource, stackOf } from '../templates.ts';
import { found, UNKNOWN } from './found.ts';

interface Parts {
  readonly task?: Record<string, unknown>;
  readonly service?: Record<string, unknown>;
  readonly delay?: unknown;
  readonly scaling?: Record<string, unknown>;
  readonly region?: string;
}

function service({
  task,
  service,
  delay = '20',
  scaling,
  region = PRIMARY,
}: Parts = {}): Record<string, TemplateResource> {
  return {
    Subnet: resource('AWS::EC2::Subnet', { AvailabilityZone: `${region}a` }),
    Targets: resource('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: delay }],
    }),
    Task: resource('AWS::ECS::TaskDefinition', {
      Cpu: '256',
      ContainerDefinitions: [{ Name: 'app', Image: 'app:1', StopTimeout: 30 }],
      ...task,
    }),
    Service: resource('AWS::ECS::Service', {
      TaskDefinition: { Ref: 'Task' },
      LoadBalancers: [{ TargetGroupArn: { Ref: 'Targets' } }],
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }] } },
      ...service,
    }),
    Scaling: resource('AWS::ApplicationAutoScaling::ScalableTarget', {
      ResourceId: { 'Fn::GetAtt': ['Service', 'Name'] },
      MinCapacity: 2,
      MaxCapacity: 9,
      ...scaling,
    }),
  };
}

describe('drain-time', () => {
  test('containers outlive the draining', () => expect(found('drain-time', service())).toEqual([]));

  test('killed while draining, or not drained', () => {
    expect(found('drain-time', service({ delay: '60' }))).toHaveLength(1);
    expect(found('drain-time', service({ delay: '0' }))).toHaveLength(1);
  });

  test('a delay that cannot be resolved is named', () =>
    expect(found('drain-time', service({ delay: UNKNOWN }))).toHaveLength(1));
});

describe('scaling-policy', () => {
  const policy = (TargetValue: unknown) => ({
    Policy: resource('AWS::ApplicationAutoScaling::ScalingPolicy', {
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: { Ref: 'Scaling' },
      TargetTrackingScalingPolicyConfiguration: { TargetValue },
    }),
  });

  test('a policy with a target, and room to grow', () =>
    expect(found('scaling-policy', { ...service(), ...policy(55) })).toEqual([]));

  test('no policy, no target, no room, or a target that cannot be resolved', () => {
    expect(found('scaling-policy', service())).toHaveLength(1);
    expect(found('scaling-policy', { ...service(), ...policy(0) })).toHaveLength(1);
    expect(found('scaling-policy', { ...service(), ...policy(UNKNOWN) })).toHaveLength(1);
    expect(
      found('scaling-policy', { ...service({ scaling: { MaxCapacity: 2 } }), ...policy(55) }),
    ).toHaveLength(1);
  });
});

describe('rollback-alarms', () => {
  const alarms = (change: Record<string, unknown> = {}) => ({
    service: {
      DeploymentConfiguration: {
        Alarms: { AlarmNames: ['errors'], Enable: true, Rollback: true, ...change },
      },
    },
  });
  const alarm = { Alarm: resource('AWS::CloudWatch::Alarm', { AlarmName: 'errors' }) };

  test('on, and there', () =>
    expect(found('rollback-alarms', { ...service(alarms()), ...alarm })).toEqual([]));

  test('missing, off, or not to be resolved', () => {
    expect(found('rollback-alarms', service(alarms()))).toHaveLength(1);
    expect(found('rollback-alarms', { ...service(alarms({ Rollback: false })), ...alarm })).toHaveLength(1);
    expect(found('rollback-alarms', { ...service(alarms({ Enable: UNKNOWN })), ...alarm })).toHaveLength(1);
  });
});

describe('way-out', () => {
  const network = (route: Record<string, unknown>) => ({
    Gateway: resource('AWS::EC2::InternetGateway'),
    Attachment: resource('AWS::EC2::VPCGatewayAttachment', { InternetGatewayId: { Ref: 'Gateway' } }),
    Table: resource('AWS::EC2::RouteTable'),
    Route: resource('AWS::EC2::Route', {
      RouteTableId: { Ref: 'Table' },
      DestinationCidrBlock: '0.0.0.0/0',
      ...route,
    }),
    Association: resource('AWS::EC2::SubnetRouteTableAssociation', {
      RouteTableId: { Ref: 'Table' },
      SubnetId: { Ref: 'Subnet' },
    }),
  });

  test('a default route to an attached gateway', () =>
    expect(found('way-out', { ...service(), ...network({ GatewayId: { Ref: 'Gateway' } }) })).toEqual([]));

  test('a route to nowhere, or to what cannot be resolved', () => {
    expect(found('way-out', { ...service(), ...network({}) })).toHaveLength(1);
    expect(found('way-out', { ...service(), ...network({ GatewayId: UNKNOWN }) })).toHaveLength(1);
  });

  test('a network made elsewhere is not judged', () => expect(found('way-out', service())).toEqual([]));
});

describe('cache-failover', () => {
  const cache = (MultiAZEnabled: unknown) => ({
    Cache: resource('AWS::ElastiCache::ReplicationGroup', { MultiAZEnabled, AtRestEncryptionEnabled: true }),
  });

  test('spread over zones, or not, or not shown', () => {
    expect(found('cache-failover', cache(true))).toEqual([]);
    expect(found('cache-failover', cache(false))).toHaveLength(1);
    expect(found('cache-failover', cache(UNKNOWN))[0]?.message).toContain('not shown');
  });
});

describe('origin-routing', () => {
  const distribution = (change: Record<string, unknown> = {}) => ({
    Distribution: resource('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Enabled: true,
        Origins: [
          { Id: 'one', DomainName: 'one.example.com' },
          { Id: 'two', DomainName: 'two.example.com' },
        ],
        OriginGroups: {
          Items: [
            {
              Id: 'both',
              Members: { Items: [{ OriginId: 'one' }, { OriginId: 'two' }] },
              FailoverCriteria: { StatusCodes: { Items: [502, 503, 504] } },
            },
          ],
        },
        DefaultCacheBehavior: { TargetOriginId: 'both' },
        ...change,
      },
    }),
  });

  test('on, with origins that fail over', () => expect(found('origin-routing', distribution())).toEqual([]));

  test('off, leading nowhere, or not to be resolved', () => {
    expect(found('origin-routing', distribution({ Enabled: false }))).toHaveLength(1);
    expect(found('origin-routing', distribution({ Enabled: UNKNOWN }))).toHaveLength(1);
    expect(
      found('origin-routing', distribution({ DefaultCacheBehavior: { TargetOriginId: 'three' } })),
    ).toHaveLength(1);
  });
});

describe('failover-record', () => {
  const record = (Failover: string, more: Record<string, unknown> = {}) =>
    resource('AWS::Route53::RecordSet', {
      Name: 'origin.example.com.',
      Type: 'A',
      HostedZoneId: 'Z1',
      Failover,
      SetIdentifier: Failover,
      AliasTarget: {
        DNSName: { 'Fn::GetAtt': ['Balancer', 'DNSName'] },
        HostedZoneId: 'Z2',
        EvaluateTargetHealth: true,
      },
      ...more,
    });
  const names = (config: Record<string, unknown> = {}, primary: Record<string, unknown> = {}) => ({
    Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', {}),
    Own: resource('AWS::Route53::RecordSet', { Name: 'primary.example.com.', Type: 'A' }),
    Check: resource('AWS::Route53::HealthCheck', {
      HealthCheckConfig: {
        Type: 'HTTPS',
        FullyQualifiedDomainName: 'primary.example.com',
        ResourcePath: '/health',
        ...config,
      },
    }),
    Primary: record('PRIMARY', { HealthCheckId: { Ref: 'Check' }, ...primary }),
    Secondary: record('SECONDARY'),
  });

  test('both watched and leading somewhere', () => expect(found('failover-record', names())).toEqual([]));

  test.each([
    ['an inverted health check', { Inverted: true }, {}],
    ['a health check of the moving name', { FullyQualifiedDomainName: 'origin.example.com' }, {}],
    ['a health check of a name that cannot be resolved', { FullyQualifiedDomainName: UNKNOWN }, {}],
    ['no health check', {}, { HealthCheckId: undefined }],
    ['no answer', {}, { AliasTarget: undefined }],
  ])('%s', (_what, config, primary) => {
    expect(found('failover-record', names(config, primary))).toHaveLength(1);
  });

  const calculated = (config: Record<string, unknown>) => ({
    ...names({}, { HealthCheckId: { Ref: 'Both' } }),
    Both: resource('AWS::Route53::HealthCheck', {
      HealthCheckConfig: {
        Type: 'CALCULATED',
        ChildHealthChecks: [{ Ref: 'Check' }, '01234567-89ab-cdef-0123-456789abcdef'],
        HealthThreshold: 2,
        ...config,
      },
    }),
  });

  test('watched together with a switch that was made elsewhere', () =>
    expect(found('failover-record', calculated({}))).toEqual([]));

  test.each([
    ['one of two is enough', { HealthThreshold: 1 }],
    ['none is enough', { HealthThreshold: 0 }],
    ['it is not said how many are needed', { HealthThreshold: undefined }],
    ['more are needed than there are', { HealthThreshold: 3 }],
    ['the endpoint is not among them', { ChildHealthChecks: ['01234567-89ab-cdef-0123-456789abcdef'] }],
    ['one is nowhere', { ChildHealthChecks: [{ Ref: 'Check' }, 'a-check-of-nobody'] }],
    ['they are not known', { ChildHealthChecks: UNKNOWN }],
  ])('a calculated health check of which %s', (_what, config) => {
    expect(found('failover-record', calculated(config))).toHaveLength(1);
  });
});

describe('recovery-parity', () => {
  const there = (parts: Parts = {}) =>
    stackOf(service({ region: RECOVERY, ...parts }), { name: 'recovery', region: RECOVERY });

  test('alike on both sides', () => expect(found('recovery-parity', service(), [there()])).toEqual([]));

  test('smaller tasks, or a value that cannot be resolved, differ', () => {
    expect(found('recovery-parity', service(), [there({ task: { Cpu: '128' } })])).toHaveLength(1);
    expect(found('recovery-parity', service(), [there({ task: { Cpu: UNKNOWN } })])).toHaveLength(1);
  });
});

describe('dangling-reference', () => {
  test('what is there may be referred to', () => expect(found('dangling-reference', service())).toEqual([]));

  test('what is nowhere leaves everything unproven', () =>
    expect(found('dangling-reference', service({ service: { Cluster: { Ref: 'Nowhere' } } }))).toMatchObject([
      { severity: 'unproven', message: expect.stringContaining('Nowhere') },
    ]));

  test('a parameter without a default is there', () => {
    const Resources = service({ service: { Cluster: { Ref: 'Given' } } });
    const stack = stackOf(Resources, {
      name: 'other',
      template: { Parameters: { Given: { Type: 'String' } }, Resources },
    });
    expect(found('dangling-reference', {}, [stack])).toEqual([]);
  });
});
