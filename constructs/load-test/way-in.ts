import {
  CfnEIP,
  CfnSecurityGroupEgress,
  CfnSecurityGroupIngress,
  type ISecurityGroup,
  Peer,
  Port,
  SecurityGroup,
  type Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';

export interface WayInProps {
  readonly vpc: Vpc;
  readonly loadBalancerSecurityGroup: ISecurityGroup;
  readonly database: { readonly securityGroup: ISecurityGroup; readonly port: number };
}

/**
 * The ways that a load test goes and nobody else: to the database, to sign its users in, and to the load balancer. The latter is public,
 * so even from inside its network it is reached under its public addresses, by way of the NAT gateways; it is told to let these in. All
 * rules belong to this construct's stack and go with it.
 */
export class WayIn extends Construct {
  /** Of the task. */
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: WayInProps) {
    super(scope, id);
    const { vpc, database } = props;
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Load test',
      allowAllOutbound: false,
    });
    serves(this.securityGroup, { criteria: ['P4'], controls: ['NIST 800-53r5 SC-7', 'ISO 27001 A.8.31'] });
    this.securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'Load balancer and AWS services');
    const ports = { ipProtocol: 'tcp', fromPort: database.port, toPort: database.port };
    new CfnSecurityGroupIngress(this, 'ToDatabase', {
      groupId: database.securityGroup.securityGroupId,
      sourceSecurityGroupId: this.securityGroup.securityGroupId,
      description: 'Load test',
      ...ports,
    });
    new CfnSecurityGroupEgress(this, 'OutDatabase', {
      groupId: this.securityGroup.securityGroupId,
      destinationSecurityGroupId: database.securityGroup.securityGroupId,
      description: 'Database',
      ...ports,
    });
    for (const [index, address] of natAddresses(vpc).entries()) {
      const rule = new CfnSecurityGroupIngress(this, `ToLoadBalancer${index + 1}`, {
        groupId: props.loadBalancerSecurityGroup.securityGroupId,
        cidrIp: `${address}/32`,
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
        description: 'Load test, by way of a NAT gateway',
      });
      const oneAddress =
        'The check cannot read an address that is only known once its gateway exists; it is a single one of our own, on port 443 alone.';
      acknowledge(rule, {
        'AwsSolutions-EC23': oneAddress,
        'NIST.800.53.R5-EC2RestrictedCommonPorts': oneAddress,
        'NIST.800.53.R5-EC2RestrictedSSH': oneAddress,
      });
    }
  }
}

/**
 * The addresses that tasks in private subnets have outside.
 *
 * @throws Error when a zone has no NAT gateway with an address of its own, since the load would then come from an unknown one
 */
function natAddresses(vpc: Vpc): string[] {
  return vpc.publicSubnets.map((subnet) => {
    const address = subnet.node.tryFindChild('EIP');
    if (address instanceof CfnEIP) return address.attrPublicIp;
    throw new Error(
      `${subnet.node.path} has no NAT gateway with an address of its own; a load test needs one in every zone to be let in by.`,
    );
  });
}
