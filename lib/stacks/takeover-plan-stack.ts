import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RegionKeys } from '../../constructs/keys/region-keys.ts';
import { TakeoverPlan } from '../../constructs/recovery/takeover/takeover-plan.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface TakeoverPlanStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  /** Of the plan's own region. */
  readonly keys: RegionKeys;
}

/** The plan of a takeover, in the region that is left when it is needed. */
export class TakeoverPlanStack extends Stack {
  /** See {@link TakeoverPlan.primarySwitchId}. */
  readonly primarySwitchId: string | undefined;

  constructor(scope: Construct, id: string, props: TakeoverPlanStackProps) {
    super(scope, id, props);
    const { config, names, keys } = props;
    this.primarySwitchId = new TakeoverPlan(this, 'Takeover', {
      config,
      names,
      key: keys.backup,
    }).primarySwitchId;
  }
}
