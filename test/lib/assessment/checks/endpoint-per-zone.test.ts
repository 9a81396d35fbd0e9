import { assessResources, PRIMARY, resource } from '../templates.ts';

function rules(endpointSubnets: readonly string[], type = 'Interface'): string[] {
  const { findings } = assessResources({
    One: resource('AWS::EC2::Subnet', { AvailabilityZone: `${PRIMARY}a` }),
    Two: resource('AWS::EC2::Subnet', { AvailabilityZone: `${PRIMARY}b` }),
    Service: resource('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'One' }, { Ref: 'Two' }] } },
    }),
    Endpoint: resource('AWS::EC2::VPCEndpoint', {
      VpcEndpointType: type,
      SubnetIds: endpointSubnets.map((Ref) => ({ Ref })),
    }),
  });
  return findings.map(({ rule }) => rule);
}

describe('Interface endpoints', () => {
  test('in one zone cut the tasks of the others off when it is lost', () => {
    expect(rules(['One'])).toContain('endpoint-per-zone');
  });

  test('in each zone of the tasks are fine, and a gateway endpoint has no zone', () => {
    expect(rules(['One', 'Two'])).not.toContain('endpoint-per-zone');
    expect(rules([], 'Gateway')).not.toContain('endpoint-per-zone');
  });
});
