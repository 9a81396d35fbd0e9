import { CfnOutput } from 'aws-cdk-lib';
import { type IVpc, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { CfnParameterGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import type { CacheConnection } from './connection.ts';

export const CACHE_PORT = 6379;

export interface CacheAccessProps {
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly key: IKey;
}

/**
 * Everything a replication group is put into, whether or not one exists: its subnets, settings, security group and
 * token. The names are literal, but for the parameter group's, which CloudFormation chooses and an output tells. A region's token is its own, because a cache is never replicated across regions.
 */
export class CacheAccess extends Construct {
  readonly subnetGroup: CfnSubnetGroup;
  readonly parameterGroup: CfnParameterGroup;
  readonly securityGroup: SecurityGroup;
  readonly authSecret: Secret;
  readonly connection: CacheConnection;

  constructor(scope: Construct, id: string, props: CacheAccessProps) {
    super(scope, id);
    const { names, vpc } = props;
    this.subnetGroup = new CfnSubnetGroup(this, 'SubnetGroup', {
      cacheSubnetGroupName: names.cacheSubnetGroup,
      description: `Isolated subnets of ${names.prefix}`,
      subnetIds: vpc.selectSubnets({ subnetType: SubnetType.PRIVATE_ISOLATED }).subnetIds,
    });
    this.parameterGroup = new CfnParameterGroup(this, 'ParameterGroup', {
      cacheParameterGroupFamily: 'valkey8',
      description: `Settings of the cache of ${names.prefix}`,
      // Everything in it can be had again from the database, so any key may go when memory is short.
      properties: { 'maxmemory-policy': 'allkeys-lru' },
    });
    new CfnOutput(this, 'Settings', {
      value: this.parameterGroup.ref,
      description: 'Parameter group to create a replication group with',
    });
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      securityGroupName: `${names.prefix}-cache`,
      description: `Cache of ${names.prefix}`,
      allowAllOutbound: false,
    });
    this.authSecret = this.token(names, props.key);
    this.connection = {
      securityGroup: this.securityGroup,
      port: CACHE_PORT,
      hostParameterName: names.cacheHostParameter,
      authSecretName: names.cacheAuthSecret,
      authSecret: this.authSecret,
    };
  }

  private token(names: PlatformNames, key: IKey): Secret {
    const secret = new Secret(this, 'AuthToken', {
      secretName: names.cacheAuthSecret,
      description: `AUTH token of the cache of ${names.prefix}`,
      encryptionKey: key,
      // ElastiCache refuses most punctuation; letters and digits of this length need none.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    const reason =
      'A new token takes effect through a deployment of the replication group and of the tasks together; rotating it alone would lock the tasks out.';
    acknowledge(secret, {
      'AwsSolutions-SMG4': reason,
      'NIST.800.53.R5-SecretsManagerRotationEnabled': reason,
    });
    serves(secret, { criteria: ['S3'], controls: ['NIST 800-53r5 IA-5', 'ISO 27001 A.5.17'] });
    return secret;
  }
}
