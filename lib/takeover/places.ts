import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';
import type { ByRegion, ScaledService, TakeoverAction } from './step.ts';

/** ARN partition of all regions that the platform supports. */
const PARTITION = 'aws';

/** ARNs of what a takeover touches, all put together from literal names: none has to be asked of a region that is lost. */
export interface TakeoverPlaces {
  /** Instance that serves in each region. */
  readonly instances: ByRegion;
  /** Identifier of the same instances. */
  readonly instanceNames: ByRegion;
  readonly clusters: readonly string[];
  readonly services: readonly ScaledService[];
  functionArn(region: string, action: TakeoverAction): string;
}

export function takeoverPlaces(config: PlatformConfig, names: PlatformNames): TakeoverPlaces {
  const { primary, recovery } = config.regions;
  const regions = [primary.name, recovery.name];
  const arn = (service: string, region: string, rest: string) =>
    `arn:${PARTITION}:${service}:${region}:${config.accounts.workload}:${rest}`;
  const instanceNames = {
    [primary.name]: names.databaseInstance,
    [recovery.name]: names.databaseReplica,
  };
  const services = regions.map((region) => ({
    clusterArn: arn('ecs', region, `cluster/${names.cluster}`),
    serviceArn: arn('ecs', region, `service/${names.cluster}/${names.service}`),
  }));
  return {
    instanceNames,
    instances: Object.fromEntries(
      Object.entries(instanceNames).map(([region, name]) => [region, arn('rds', region, `db:${name}`)]),
    ),
    clusters: services.map(({ clusterArn }) => clusterArn),
    services,
    functionArn: (region, action) => arn('lambda', region, `function:${names.takeoverFunction(action)}`),
  };
}
