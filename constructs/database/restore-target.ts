import { type IVpc, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { type IParameterGroup, SubnetGroup } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { serves } from '../traceability.ts';
import { databaseParameterGroup } from './engine.ts';

export interface RestoreTargetProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vpc: IVpc;
}

/**
 * Everything an instance is put into: subnet group, parameter group and security group, all with literal names. It
 * exists in both regions whether or not an instance does, so that a restore is one command with names known beforehand.
 */
export class RestoreTarget extends Construct {
  readonly subnetGroup: SubnetGroup;
  readonly parameterGroup: IParameterGroup;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: RestoreTargetProps) {
    super(scope, id);
    const { names, vpc } = props;
    this.subnetGroup = new SubnetGroup(this, 'SubnetGroup', {
      subnetGroupName: names.databaseSubnetGroup,
      description: `Isolated subnets of ${names.prefix}`,
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    });
    this.parameterGroup = databaseParameterGroup(this, 'ParameterGroup', { config: props.config, names });
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      securityGroupName: `${names.prefix}-db`,
      description: `Database of ${names.prefix}`,
      allowAllOutbound: false,
    });
    serves(this.subnetGroup, { criteria: ['D5'], controls: ['NIST 800-53r5 CP-10', 'NIST 800-53r5 SC-7'] });
  }
}
