import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { DatabaseConnection } from '../../constructs/database/connection.ts';
import { LoadTest } from '../../constructs/load-test/load-test.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';
import type { ServiceStack } from './service-stack.ts';

export interface LoadTestStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vpc: Vpc;
  readonly database: DatabaseConnection;
  /** Encrypts the log of the runs. */
  readonly logsKey: IKey;
  readonly service: ServiceStack;
}

/** Load on staging, when somebody asks for it; nothing else depends on it, and with it goes every way that it opened. */
export class LoadTestStack extends Stack {
  constructor(scope: Construct, id: string, props: LoadTestStackProps) {
    super(scope, id, props);
    const { service, ...rest } = props;
    const { loadBalancer } = service.service.entry;
    // The last: CloudFront's own list takes up nearly all the rules that the first may have.
    const loadBalancerSecurityGroup = loadBalancer.connections.securityGroups.at(-1);
    if (loadBalancerSecurityGroup === undefined) {
      throw new Error(`${loadBalancer.node.path} has no security group that a load test could be let in by.`);
    }
    new LoadTest(this, 'LoadTest', { ...rest, loadBalancerSecurityGroup });
  }
}
