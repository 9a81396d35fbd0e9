import { property, type Resource, type ResourceGraph } from '../read/graph.ts';

/** Where the default route of a subnet leads. */
export interface WayOut {
  readonly route: Resource;
  /** The gateway it names; undefined when that gateway is not in the templates. */
  readonly gateway: Resource | undefined;
}

/** The default route of every subnet whose route table the templates show, found in one pass. */
export function waysOut(graph: ResourceGraph): ReadonlyMap<Resource, WayOut> {
  const byTable = new Map<Resource, WayOut>();
  for (const route of graph.ofType('AWS::EC2::Route')) {
    if (property(route, 'DestinationCidrBlock') !== '0.0.0.0/0') continue;
    const [table] = graph.named(property(route, 'RouteTableId'), 'AWS::EC2::RouteTable');
    const [gateway] = graph.named(
      [property(route, 'NatGatewayId'), property(route, 'GatewayId')],
      'AWS::EC2::NatGateway',
      'AWS::EC2::InternetGateway',
    );
    if (table) byTable.set(table, { route, gateway });
  }
  const bySubnet = new Map<Resource, WayOut>();
  for (const association of graph.ofType('AWS::EC2::SubnetRouteTableAssociation')) {
    const [table] = graph.named(property(association, 'RouteTableId'), 'AWS::EC2::RouteTable');
    const [subnet] = graph.named(property(association, 'SubnetId'), 'AWS::EC2::Subnet');
    const out = table && byTable.get(table);
    if (subnet && out) bySubnet.set(subnet, out);
  }
  return bySubnet;
}
