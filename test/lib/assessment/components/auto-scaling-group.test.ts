import { resource } from '../templates.ts';
import { outcome, subnets } from './kind.ts';

describe('An Auto Scaling group', () => {
  test('in two zones launches in the other one', () => {
    const group = resource('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '2',
      VPCZoneIdentifier: [{ Ref: 'Subnet0' }, { Ref: 'Subnet1' }],
    });
    expect(outcome({ ...subnets('ab'), Group: group }, 'Group', 'zone')).toMatchObject({
      route: 'asg.other-zones',
      rpo: 0,
      rto: 600,
    });
    expect(outcome({ ...subnets('aa'), Group: group }, 'Group', 'zone').rto).toBe('unrecoverable');
  });

  test('with names of zones instead of subnets is known too', () => {
    const group = resource('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: 1,
      AvailabilityZones: ['eu-central-1a', 'eu-central-1b'],
    });
    expect(outcome({ Group: group }, 'Group', 'zone').rto).toBe(600);
  });

  test('sees a hung program only through its balancer', () => {
    const group = (HealthCheckType: string) => ({
      Targets: resource('AWS::ElasticLoadBalancingV2::TargetGroup', {
        HealthCheckIntervalSeconds: 10,
        UnhealthyThresholdCount: 3,
      }),
      Group: resource('AWS::AutoScaling::AutoScalingGroup', {
        MinSize: 1,
        HealthCheckType,
        TargetGroupARNs: [{ Ref: 'Targets' }],
      }),
    });
    expect(outcome(group('ELB'), 'Group', 'process').rto).toBe(30 + 300);
    expect(outcome(group('EC2'), 'Group', 'process').rto).toBe('unknown');
  });

  test('runs the tasks of a service on EC2, which needs it', () => {
    const parts = {
      Group: resource('AWS::AutoScaling::AutoScalingGroup', {
        MinSize: 2,
        AvailabilityZones: ['eu-central-1a'],
      }),
      Provider: resource('AWS::ECS::CapacityProvider', {
        AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: 'Group' } },
      }),
      Service: resource('AWS::ECS::Service', {
        CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' } }],
      }),
    };
    expect(outcome(parts, 'Service', 'zone')).toMatchObject({ needs: ['Group hard'], rto: 'unrecoverable' });
  });
});
