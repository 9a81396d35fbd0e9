import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { Chaos } from '../../constructs/chaos/chaos.ts';
import type { RegionKeys } from '../../constructs/keys/region-keys.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';
import type { ServiceStack } from './service-stack.ts';

export interface ChaosStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  /** All of the primary region. */
  readonly vpc: IVpc;
  readonly keys: RegionKeys;
  readonly service: ServiceStack;
}

/** Experiments that somebody may start; nothing that serves or recovers depends on them. */
export class ChaosStack extends Stack {
  constructor(scope: Construct, id: string, props: ChaosStackProps) {
    super(scope, id, props);
    const { config, names, vpc, keys } = props;
    new Chaos(this, 'Chaos', { config, names, vpc, keys, service: props.service.service });
  }
}
