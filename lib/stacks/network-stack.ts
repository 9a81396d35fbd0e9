import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { RegionNetwork } from '../../constructs/network/region-network.ts';
import type { RegionConfig } from '../config/platform-config.ts';

export interface NetworkStackProps extends StackProps {
  readonly regionConfig: RegionConfig;
  /** Encrypts the flow logs. */
  readonly logsKey: IKey;
}

/** A region's network. */
export class NetworkStack extends Stack {
  readonly vpc: Vpc;
  private readonly zones: readonly string[];

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props);
    this.zones = props.regionConfig.zones;
    const network = new RegionNetwork(this, 'Network', {
      region: props.regionConfig,
      logsKey: props.logsKey,
    });
    this.vpc = network.vpc;
  }

  /** Vpc compares its zones with these; CDK's own answer would ask the account and need credentials. */
  override get availabilityZones(): string[] {
    return [...this.zones];
  }
}
