import { type App, type Stack, Tags } from 'aws-cdk-lib';
import type { PlatformConfig } from './config/platform-config.ts';
import { buildDataSide, type DataSide } from './data-side.ts';
import { type PlatformNames, platformNames } from './names.ts';
import { buildServiceSide, type ServiceSide } from './service-side.ts';

/** Every stack of one environment. */
export interface Platform extends DataSide, ServiceSide {
  readonly names: PlatformNames;
}

/** Composes the platform from its configuration. */
export function buildPlatform(app: App, config: PlatformConfig): Platform {
  const names = platformNames(config);
  const dataSide = buildDataSide(app, config, names);
  const serviceSide = buildServiceSide(app, config, names, dataSide);
  const platform = { names, ...dataSide, ...serviceSide };
  tag(app, config);
  tagComponents(platform);
  return platform;
}

function tag(app: App, config: PlatformConfig): void {
  const tags = {
    application: config.application,
    environment: config.environment,
    'managed-by': 'holdfast',
  };
  for (const [key, value] of Object.entries(tags)) Tags.of(app).add(key, value);
}

function tagComponents(platform: Platform): void {
  const components: Record<string, readonly (Stack | undefined)[]> = {
    foundation: [platform.foundation, platform.recoveryFoundation],
    network: [platform.network, platform.recoveryNetwork],
    data: [platform.data, platform.recoveryData],
    backup: [platform.backup, platform.backupAccount],
    alarms: [platform.alarms, platform.recoveryAlarms],
    service: [platform.service, platform.recoveryService],
    edge: [platform.edge, platform.edgeSecret],
  };
  for (const [component, stacks] of Object.entries(components)) {
    for (const stack of stacks) if (stack) Tags.of(stack).add('component', component);
  }
}
