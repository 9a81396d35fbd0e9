import { ArnFormat, CfnOutput, Duration, Fn, Stack } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DatabaseInstance, DatabaseProxy, DefaultAuthScheme, ProxyTarget } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import { HEADROOM_PERCENT } from './connection-budget.ts';
import { POSTGRES_PORT } from './engine.ts';

export interface ConnectionProxyProps {
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly instance: DatabaseInstance;
  readonly databaseSecurityGroup: ISecurityGroup;
}

/**
 * Stands between tasks and database: shares connections among them, and holds requests through a failover instead of
 * failing them. It signs in by IAM as whoever signed in to it, so there is no password anywhere on the way.
 */
export class ConnectionProxy extends Construct {
  readonly endpoint: string;
  readonly securityGroup: SecurityGroup;
  /** Resource of `rds-db:connect` for the application's role, at this proxy only; for other stacks. */
  readonly connectArn: string;

  constructor(scope: Construct, id: string, props: ConnectionProxyProps) {
    super(scope, id);
    const { names, vpc } = props;
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Database proxy',
      allowAllOutbound: false,
    });
    const proxy = new DatabaseProxy(this, 'Proxy', {
      proxyTarget: this.target(props),
      dbProxyName: names.databaseProxy,
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
      securityGroups: [this.securityGroup],
      role: this.role(names),
      defaultAuthScheme: DefaultAuthScheme.IAM_AUTH,
      requireTLS: true,
      maxConnectionsPercent: 100 - HEADROOM_PERCENT,
      maxIdleConnectionsPercent: 50,
      // A request that waited longer would have been given up by its caller.
      borrowTimeout: Duration.seconds(10),
      idleClientTimeout: Duration.minutes(30),
    });
    serves(proxy, { criteria: ['B6', 'A5'], controls: ['NIST 800-53r5 IA-2', 'NIST 800-53r5 CP-10'] });
    this.endpoint = proxy.endpoint;
    this.connectArn = this.publishConnectArn(proxy, names.databaseUser);
    new CfnOutput(this, 'Endpoint', {
      value: this.endpoint,
      description: 'Host the application connects to',
    });
    new CfnOutput(this, 'Name', {
      value: proxy.dbProxyName,
      description: 'Proxy to register a restored instance with',
    });
  }

  /** As an output of this stack: cut out of the proxy's ARN here, for no other stack can cut what it has not read yet. */
  private publishConnectArn(proxy: DatabaseProxy, user: string): string {
    const stack = Stack.of(this);
    const proxyId = Fn.select(6, Fn.split(':', proxy.dbProxyArn));
    const output = new CfnOutput(this, 'ConnectArn', {
      description: 'Resource of rds-db:connect for the application',
      value: stack.formatArn({
        service: 'rds-db',
        resource: 'dbuser',
        resourceName: `${proxyId}/${user}`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    });
    return Fn.getStackOutput(stack.stackName, output.logicalId, stack.region);
  }

  /** By its attributes, so that the rule between the two names the port instead of asking the instance for it. */
  private target({ instance, databaseSecurityGroup }: ConnectionProxyProps): ProxyTarget {
    return ProxyTarget.fromInstance(
      DatabaseInstance.fromDatabaseInstanceAttributes(this, 'Target', {
        instanceIdentifier: instance.instanceIdentifier,
        instanceEndpointAddress: instance.dbInstanceEndpointAddress,
        port: POSTGRES_PORT,
        securityGroups: [databaseSecurityGroup],
        engine: instance.engine,
      }),
    );
  }

  private role(names: PlatformNames): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('rds.amazonaws.com'),
      description: 'Database proxy signs in as the application',
    });
    const resource = Stack.of(this).formatArn({
      service: 'rds-db',
      resource: 'dbuser',
      resourceName: `db-*/${names.databaseUser}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    role.addToPolicy(new PolicyStatement({ actions: ['rds-db:connect'], resources: [resource] }));
    acknowledge(role, {
      [`AwsSolutions-IAM5[Resource::${resource}]`]:
        'An instance restored beside the lost one has a resource id that nobody knows yet; the proxy must reach it without a change of policy. The role is limited to one database user.',
      'NIST.800.53.R5-IAMNoInlinePolicy': 'The policy belongs to this role alone and lives and dies with it.',
    });
    return role;
  }
}
