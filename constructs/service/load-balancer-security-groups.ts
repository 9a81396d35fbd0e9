import { type ISecurityGroup, type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { cloudFrontPrefixList } from '../edge/cloudfront-prefix-lists.ts';
import { ROUTE53_HEALTH_CHECKERS } from '../edge/route53-health-checkers.ts';
import { serves } from '../traceability.ts';

export interface LoadBalancerSecurityGroupsProps {
  readonly vpc: IVpc;
  readonly region: string;
  /** TCP port of the listener. */
  readonly port: number;
  /** Whether Route 53 checks the load balancer. */
  readonly healthChecked: boolean;
}

/**
 * Who may connect to a load balancer: CloudFront, and Route 53's health checkers where a record depends on them. Two
 * groups, because CloudFront's prefix list alone counts as 55 of the 60 rules that one may hold.
 */
export function loadBalancerSecurityGroups(
  scope: Construct,
  props: LoadBalancerSecurityGroupsProps,
): ISecurityGroup[] {
  const { vpc, port } = props;
  const cloudFront = new SecurityGroup(scope, 'FromCloudFront', {
    vpc,
    description: 'Requests from CloudFront',
    allowAllOutbound: false,
  });
  cloudFront.addIngressRule(
    Peer.prefixList(cloudFrontPrefixList(props.region)),
    Port.tcp(port),
    'CloudFront, origin facing',
  );
  serves(cloudFront, {
    criteria: ['S4', 'F7'],
    controls: ['NIST 800-53r5 SC-7', 'ISO 27001 A.8.20', 'SOC 2 CC6.6'],
  });
  if (!props.healthChecked) return [cloudFront];

  const healthCheckers = new SecurityGroup(scope, 'FromHealthCheckers', {
    vpc,
    description: 'Health checks from Route 53',
    allowAllOutbound: false,
  });
  for (const range of ROUTE53_HEALTH_CHECKERS) {
    healthCheckers.addIngressRule(Peer.ipv4(range), Port.tcp(port), 'Route 53 health checkers');
  }
  serves(healthCheckers, { criteria: ['A5'], controls: ['NIST 800-53r5 SC-7', 'ISO 27001 A.8.20'] });
  return [cloudFront, healthCheckers];
}
