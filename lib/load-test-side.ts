import type { App } from 'aws-cdk-lib';
import type { PlatformConfig } from './config/platform-config.ts';
import type { DataSide } from './data-side.ts';
import type { PlatformNames } from './names.ts';
import { placement } from './placement.ts';
import type { ServiceSide } from './service-side.ts';
import { LoadTestStack } from './stacks/load-test-stack.ts';

/** What puts staging under load. */
export interface LoadTestSide {
  /** Absent unless the configuration asks for it. */
  readonly loadTest: LoadTestStack | undefined;
}

/** Creates it after all that it loads. It may be deleted at any time: its results stay, and nothing needs the rest. */
export function buildLoadTestSide(
  app: App,
  config: PlatformConfig,
  names: PlatformNames,
  sides: DataSide & ServiceSide,
): LoadTestSide {
  if (!config.loadTest.enabled) return { loadTest: undefined };
  const loadTest = new LoadTestStack(app, `${names.prefix}-load-test`, {
    ...placement(config, config.regions.primary.name, 'Load tests against the primary region'),
    terminationProtection: false,
    config,
    names,
    vpc: sides.network.vpc,
    database: sides.data.database,
    logsKey: sides.foundation.keys.logs,
    service: sides.service,
  });
  loadTest.addStackDependency(sides.service, 'it sends its load there');
  loadTest.addStackDependency(sides.network, 'its tasks run there, and are known by its addresses');
  loadTest.addStackDependency(sides.data, 'its users are signed in there');
  return { loadTest };
}
