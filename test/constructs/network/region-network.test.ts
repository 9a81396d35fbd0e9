import { resourcesOf } from '../../assembly/resources.ts';
import { type Assembly, readAssembly, synthesize } from '../../assembly.ts';

let assembly: Assembly;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
});

describe.each([
  ['holdfast-production-network', 'eu-central-1'],
  ['holdfast-production-recovery-network', 'eu-west-1'],
])('the network %s', (name, region) => {
  const resources = (type: string) => Object.values(resourcesOf(assembly.stack(name).template, type));

  it('A1: has public, private and isolated subnets in three named zones', () => {
    const zones = [`${region}a`, `${region}b`, `${region}c`];
    const found = resources('AWS::EC2::Subnet').map(({ Properties }) => Properties?.AvailabilityZone);
    expect(found.sort()).toEqual([...zones, ...zones, ...zones].sort());
  });

  it('A1: has a way out in every zone that needs no other zone', () => {
    expect(resources('AWS::EC2::NatGateway')).toHaveLength(3);
    const outward = resources('AWS::EC2::Route').filter(({ Properties }) => Properties?.NatGatewayId);
    expect(new Set(outward.map(({ Properties }) => JSON.stringify(Properties?.NatGatewayId))).size).toBe(3);
  });

  it('gives isolated subnets no route to the internet', () => {
    const { Resources } = assembly.stack(name).template;
    const isolated = Object.keys(Resources).filter(
      (id) => /DataSubnet\dRouteTable/.test(id) && !/Association/.test(id),
    );
    expect(isolated).toHaveLength(3);
    const routed = resources('AWS::EC2::Route').map(({ Properties }) => Properties?.RouteTableId.Ref);
    expect(routed.filter((table) => isolated.includes(table))).toEqual([]);
  });

  it('T5: records its traffic in an encrypted log group', () => {
    expect(resources('AWS::EC2::FlowLog')[0]?.Properties?.TrafficType).toBe('ALL');
    for (const { Properties } of resources('AWS::Logs::LogGroup')) expect(Properties?.KmsKeyId).toBeDefined();
  });

  it('reaches what a task needs without a NAT gateway', () => {
    const services = resources('AWS::EC2::VPCEndpoint').map(({ Properties }) =>
      JSON.stringify(Properties?.ServiceName),
    );
    for (const service of ['s3', 'ecr.api', 'ecr.dkr', 'logs', 'secretsmanager', 'ssm', 'kms']) {
      expect(services.some((text) => text.includes(`.${service}"`))).toBe(true);
    }
  });
});
