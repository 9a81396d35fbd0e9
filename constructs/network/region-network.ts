import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { RegionConfig } from '../../lib/config/platform-config.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import { addInterfaceEndpoints } from './interface-endpoints.ts';

export interface RegionNetworkProps {
  readonly region: RegionConfig;
  /** Encrypts the flow logs. */
  readonly logsKey: IKey;
}

/**
 * A region's network: public subnets for load balancers, private ones for tasks, isolated ones for data. Every zone
 * has its own NAT gateway, so that the loss of a zone takes no other zone's way out with it.
 */
export class RegionNetwork extends Construct {
  readonly vpc: Vpc;

  constructor(scope: Construct, id: string, props: RegionNetworkProps) {
    super(scope, id);
    const { region } = props;
    const zones = region.zones.length;
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(region.cidr),
      availabilityZones: region.zones,
      natGateways: zones,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [
        { name: 'Public', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
        { name: 'Data', subnetType: SubnetType.PRIVATE_ISOLATED },
      ],
      gatewayEndpoints: { S3: { service: GatewayVpcEndpointAwsService.S3 } },
    });
    serves(this.vpc, { criteria: ['A1', 'S5'], controls: ['NIST 800-53r5 SC-7', 'ISO 27001 A.8.22'] });
    acknowledge(this.vpc, {
      'CloudFormation-Validate::W3010':
        'The zones are literal on purpose: synthesis needs no look-up, and an auditor reads in the template where everything stands.',
    });
    for (const subnet of this.vpc.publicSubnets) {
      acknowledge(subnet, {
        'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW':
          'A public subnet carries the load balancers and NAT gateways, which need the route; nothing else is placed in it.',
      });
    }
    this.logTraffic(props.logsKey);
    addInterfaceEndpoints(this.vpc, region.cidr);
    new CfnOutput(this, 'VpcId', { value: this.vpc.vpcId, description: 'Network of this region' });
  }

  private logTraffic(key: IKey): void {
    const group = new LogGroup(this, 'FlowLogs', {
      encryptionKey: key,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const flowLog = this.vpc.addFlowLog('FlowLog', {
      destination: FlowLogDestination.toCloudWatchLogs(group),
      trafficType: FlowLogTrafficType.ALL,
    });
    acknowledge(flowLog, {
      'NIST.800.53.R5-IAMNoInlinePolicy': 'The policy belongs to this role alone and lives and dies with it.',
    });
    serves(group, { criteria: ['T5'], controls: ['NIST 800-53r5 AU-12', 'ISO 27001 A.8.15', 'SOC 2 CC7.2'] });
  }
}
