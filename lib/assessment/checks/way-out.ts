import { waysOut } from '../evidence/way-out.ts';
import type { Finding } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const SUBNETS = 'NetworkConfiguration.AwsvpcConfiguration.Subnets';

/** A1: in each region a task can leave its subnet, so that it pulls its image and reaches what it calls. */
export const wayOut: Check = (context) => {
  const { graph } = context;
  // Without any route in the templates the network is made elsewhere, and there is nothing to compare with.
  if (graph.ofType('AWS::EC2::Route').length === 0) return [];
  const ways = waysOut(graph);
  const attached = graph
    .ofType('AWS::EC2::VPCGatewayAttachment')
    .flatMap((attachment) => graph.named(property(attachment, 'InternetGatewayId')));
  const problem = (subnet: Resource, hops = 0): string | undefined => {
    const way = ways.get(subnet);
    if (!way) return `${subnet.logicalId} has no default route`;
    if (!way.gateway) return `the default route of ${subnet.logicalId} names no gateway of the templates`;
    if (way.gateway.type === 'AWS::EC2::InternetGateway')
      return attached.includes(way.gateway)
        ? undefined
        : `${way.gateway.logicalId} is not attached to the network`;
    const [next] = graph.named(property(way.gateway, 'SubnetId'), 'AWS::EC2::Subnet');
    if (!next || hops > 0)
      return `the subnet of NAT gateway ${way.gateway.logicalId} does not lead to the internet`;
    return problem(next, hops + 1);
  };
  return graph.ofType('AWS::ECS::Service').flatMap((service) =>
    graph.named(property(service, SUBNETS), 'AWS::EC2::Subnet').flatMap((subnet): Finding[] => {
      const why = problem(subnet);
      if (why === undefined) return [];
      return [
        {
          rule: 'way-out',
          severity: 'warning',
          disruptions: [service.stack.region === context.recoveryRegion ? 'region' : 'zone'],
          criteria: ['A1'],
          component: `${service.stack.name}/${service.logicalId}`,
          message: `Tasks of ${service.logicalId} in ${subnet.logicalId} of ${service.stack.region} cannot leave: ${why}.`,
          mends: [mend(service, SUBNETS, 'Use subnets with a default route to a NAT gateway of their zone')],
        },
      ];
    }),
  );
};
