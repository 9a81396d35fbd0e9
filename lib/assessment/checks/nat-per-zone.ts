import { waysOut } from '../evidence/way-out.ts';
import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** Tasks whose way out leads through a NAT gateway of another zone lose it with that zone. */
export const natPerZone: Check = (context, components) => {
  const ways = waysOut(context.graph);
  return components
    .filter(({ kind }) => kind === 'ecs-service')
    .flatMap(({ id, name, resource }) => {
      const subnets = context.graph.named(
        property(resource, 'NetworkConfiguration.AwsvpcConfiguration.Subnets'),
        'AWS::EC2::Subnet',
      );
      return subnets.flatMap((subnet): Finding[] => {
        const zone = property(subnet, 'AvailabilityZone');
        const way = ways.get(subnet);
        if (way?.gateway?.type !== 'AWS::EC2::NatGateway') return [];
        const [gatewaySubnet] = context.graph.named(property(way.gateway, 'SubnetId'), 'AWS::EC2::Subnet');
        const gatewayZone = gatewaySubnet && property(gatewaySubnet, 'AvailabilityZone');
        if (gatewayZone === undefined || gatewayZone === zone) return [];
        return [
          {
            rule: 'nat-per-zone',
            severity: 'breach',
            disruptions: ['zone'],
            criteria: ['A1'],
            component: id,
            message: `Tasks of ${name} in ${String(zone)} leave through a NAT gateway in ${String(gatewayZone)}: losing that zone cuts them off too.`,
            mends: [mend(way.route, 'NatGatewayId', `Use a NAT gateway in ${String(zone)}`)],
          },
        ];
      });
    });
};
