import type { App } from 'aws-cdk-lib';
import type { PlatformConfig } from './config/platform-config.ts';
import type { DataSide } from './data-side.ts';
import type { PlatformNames } from './names.ts';
import { placement } from './placement.ts';
import type { ServiceSide } from './service-side.ts';
import { TakeoverFunctionsStack } from './stacks/takeover-functions-stack.ts';
import { TakeoverPlanStack } from './stacks/takeover-plan-stack.ts';

/** What each region does when it takes over. */
export interface TakeoverSide {
  readonly takeover: TakeoverFunctionsStack;
  readonly recoveryTakeover: TakeoverFunctionsStack;
}

/** The plan comes before the services: the primary region's record asks the switch that the plan keeps. */
export function buildTakeoverPlan(
  app: App,
  config: PlatformConfig,
  names: PlatformNames,
  { recoveryFoundation }: DataSide,
): TakeoverPlanStack {
  const plan = new TakeoverPlanStack(app, `${names.prefix}-takeover-plan`, {
    ...placement(config, config.regions.recovery.name, 'Plan that moves the service between its regions'),
    config,
    names,
    keys: recoveryFoundation.keys,
  });
  plan.addStackDependency(recoveryFoundation, 'its reports are encrypted by its key');
  return plan;
}

/** Creates the functions; they come last, because they look at the services. */
export function buildTakeoverSide(
  app: App,
  config: PlatformConfig,
  names: PlatformNames,
  sides: DataSide & ServiceSide,
): TakeoverSide {
  const { primary, recovery } = config.regions;
  const common = { config, names };
  const takeover = new TakeoverFunctionsStack(app, `${names.prefix}-takeover`, {
    ...placement(config, primary.name, 'Steps of a takeover back to the primary region'),
    ...common,
    role: 'primary',
    keys: sides.foundation.keys,
    service: sides.service,
    database: sides.data.database,
  });
  const recoveryTakeover = new TakeoverFunctionsStack(app, `${names.prefix}-recovery-takeover`, {
    ...placement(config, recovery.name, 'Steps of a takeover to the recovery region'),
    ...common,
    role: 'recovery',
    keys: sides.recoveryFoundation.keys,
    service: sides.recoveryService,
    database: sides.recoveryData.database,
  });
  takeover.addStackDependency(sides.service, 'it looks at its load balancer');
  recoveryTakeover.addStackDependency(sides.recoveryService, 'it looks at its load balancer');
  return { takeover, recoveryTakeover };
}
