import type { App } from 'aws-cdk-lib';
import type { PlatformConfig } from './config/platform-config.ts';
import type { DataSide } from './data-side.ts';
import type { PlatformNames } from './names.ts';
import { placement } from './placement.ts';
import type { ServiceSide } from './service-side.ts';
import { ChaosStack } from './stacks/chaos-stack.ts';

/** The experiments of the primary region. */
export interface ChaosSide {
  readonly chaos: ChaosStack;
}

/** Creates them last, after all that they touch and all that stops them. */
export function buildChaosSide(
  app: App,
  config: PlatformConfig,
  names: PlatformNames,
  sides: DataSide & ServiceSide,
): ChaosSide {
  const chaos = new ChaosStack(app, `${names.prefix}-chaos`, {
    ...placement(config, config.regions.primary.name, 'Faults that can be rehearsed in the primary region'),
    config,
    names,
    vpc: sides.network.vpc,
    keys: sides.foundation.keys,
    service: sides.service,
  });
  chaos.addStackDependency(sides.service, 'its alarms stop the experiments');
  chaos.addStackDependency(sides.network, 'its subnets are cut off');
  return { chaos };
}
