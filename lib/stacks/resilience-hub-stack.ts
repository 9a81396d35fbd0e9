import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ResilienceHub } from '../../constructs/resilience-hub/resilience-hub.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface ResilienceHubStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
}

/** What AWS Resilience Hub judges the platform by. */
export class ResilienceHubStack extends Stack {
  constructor(scope: Construct, id: string, props: ResilienceHubStackProps) {
    super(scope, id, props);
    new ResilienceHub(this, 'ResilienceHub', { config: props.config, names: props.names });
  }
}
