import { InterfaceVpcEndpointAwsService, Peer, Port, SecurityGroup, type Vpc } from 'aws-cdk-lib/aws-ec2';

/**
 * What a task needs to start, sign in and report: it keeps doing so while a NAT gateway is down. RDS is absent, because
 * nothing in the network calls its control plane; signing in by IAM is computed locally.
 */
const SERVICES = {
  EcrApi: InterfaceVpcEndpointAwsService.ECR,
  EcrDocker: InterfaceVpcEndpointAwsService.ECR_DOCKER,
  Logs: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
  Monitoring: InterfaceVpcEndpointAwsService.CLOUDWATCH_MONITORING,
  SecretsManager: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
  Ssm: InterfaceVpcEndpointAwsService.SSM,
  Kms: InterfaceVpcEndpointAwsService.KMS,
};

/** @param cidr the network's own block; literal, so that the rule can be read and checked in the template */
export function addInterfaceEndpoints(vpc: Vpc, cidr: string): void {
  const securityGroup = new SecurityGroup(vpc, 'Endpoints', {
    vpc,
    description: 'HTTPS from inside the network to AWS services',
    allowAllOutbound: false,
  });
  securityGroup.addIngressRule(Peer.ipv4(cidr), Port.tcp(443), 'HTTPS from inside the network');
  for (const [id, service] of Object.entries(SERVICES)) {
    vpc.addInterfaceEndpoint(id, { service, securityGroups: [securityGroup], open: false });
  }
}
