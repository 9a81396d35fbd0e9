import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** Tasks whose way out leads through a NAT gateway of another zone lose it with that zone. */
export const natPerZone: Check = (context, components) =>
  components
    .filter(({ kind }) => kind === 'ecs-service')
    .flatMap(({ id, name, resource }) => {
      const subnets = context.graph.named(
        property(resource, 'NetworkConfiguration.AwsvpcConfiguration.Subnets'),
        'AWS::EC2::Subnet',
      );
      return subnets.flatMap((subnet): Finding[] => {
        const zone = property(subnet, 'AvailabilityZone');
        const tables = context.graph
          .ofType('AWS::EC2::SubnetRouteTableAssociation')
          .filter((association) => context.graph.named(property(association, 'SubnetId')).includes(subnet))
          .flatMap((association) => context.graph.named(property(association, 'RouteTableId')));
        const route = context.graph
          .ofType('AWS::EC2::Route')
          .find(
            (candidate) =>
              property(candidate, 'NatGatewayId') !== undefined &&
              context.graph
                .named(property(candidate, 'RouteTableId'))
                .some((table) => tables.includes(table)),
          );
        const [gateway] = route
          ? context.graph.named(property(route, 'NatGatewayId'), 'AWS::EC2::NatGateway')
          : [];
        const [gatewaySubnet] = gateway
          ? context.graph.named(property(gateway, 'SubnetId'), 'AWS::EC2::Subnet')
          : [];
        const gatewayZone = gatewaySubnet && property(gatewaySubnet, 'AvailabilityZone');
        if (!route || gatewayZone === undefined || gatewayZone === zone) return [];
        return [
          {
            rule: 'nat-per-zone',
            severity: 'breach',
            disruptions: ['zone'],
            criteria: ['A1'],
            component: id,
            message: `Tasks of ${name} in ${String(zone)} leave through a NAT gateway in ${String(gatewayZone)}: losing that zone cuts them off too.`,
            mends: [mend(route, 'NatGatewayId', `Use a NAT gateway in ${String(zone)}`)],
          },
        ];
      });
    });
