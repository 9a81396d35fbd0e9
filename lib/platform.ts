import { type App, type Stack, Tags } from 'aws-cdk-lib';
import { buildChaosSide, type ChaosSide } from './chaos-side.ts';
import type { PlatformConfig } from './config/platform-config.ts';
import { buildDataSide, type DataSide } from './data-side.ts';
import { buildLoadTestSide, type LoadTestSide } from './load-test-side.ts';
import { type PlatformNames, platformNames } from './names.ts';
import { buildOperationsSide, type OperationsSide } from './operations-side.ts';
import { buildServiceSide, type ServiceSide } from './service-side.ts';
import type { TakeoverPlanStack } from './stacks/takeover-plan-stack.ts';
import { buildTakeoverPlan, buildTakeoverSide, type TakeoverSide } from './takeover-side.ts';
import { buildVerificationSide, type VerificationSide } from './verification-side.ts';

/** Every stack of one environment. */
export interface Platform
  extends DataSide,
    ServiceSide,
    VerificationSide,
    OperationsSide,
    TakeoverSide,
    ChaosSide,
    LoadTestSide {
  readonly takeoverPlan: TakeoverPlanStack;
  readonly names: PlatformNames;
}

/** Composes the platform from its configuration. */
export function buildPlatform(app: App, config: PlatformConfig): Platform {
  const names = platformNames(config);
  const dataSide = buildDataSide(app, config, names);
  const takeoverPlan = buildTakeoverPlan(app, config, names, dataSide);
  const serviceSide = buildServiceSide(app, config, names, dataSide, takeoverPlan);
  const takeoverSide = buildTakeoverSide(app, config, names, { ...dataSide, ...serviceSide });
  const chaosSide = buildChaosSide(app, config, names, { ...dataSide, ...serviceSide });
  const verificationSide = buildVerificationSide(app, config, names, { ...dataSide, ...serviceSide });
  const operationsSide = buildOperationsSide(app, config, names, serviceSide);
  const loadTestSide = buildLoadTestSide(app, config, names, { ...dataSide, ...serviceSide });
  const platform = {
    names,
    takeoverPlan,
    ...dataSide,
    ...serviceSide,
    ...takeoverSide,
    ...chaosSide,
    ...operationsSide,
    ...verificationSide,
    ...loadTestSide,
  };
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
    operations: [platform.overview, platform.resilienceHub],
    chaos: [platform.chaos],
    'load-test': [platform.loadTest],
    takeover: [platform.takeoverPlan, platform.takeover, platform.recoveryTakeover],
    verification: [platform.verification, platform.verificationWitness, platform.integrity],
  };
  for (const [component, stacks] of Object.entries(components)) {
    for (const stack of stacks) if (stack) Tags.of(stack).add('component', component);
  }
}
