import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { OriginSecrets } from '../../constructs/edge/origin-secrets.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface EdgeSecretStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
}

/**
 * The secrets between CloudFront and the load balancers. A stack of its own, because they must exist before the
 * services and the distribution only after them.
 */
export class EdgeSecretStack extends Stack {
  constructor(scope: Construct, id: string, props: EdgeSecretStackProps) {
    super(scope, id, props);
    new OriginSecrets(this, 'OriginSecrets', { config: props.config, names: props.names });
  }
}
