import { HOURS, priceOf } from './prices.ts';

/** What drives the cost, as the table groups it. */
export const DRIVERS = [
  'App tasks that always run',
  'Database: instances, storage, proxy',
  'Cache nodes',
  'NAT gateways, endpoints, load balancers',
  'Backups: one full copy in each vault, and the replicated log',
  'Keys and secrets',
  'Alarms and the canary',
  'Web ACL',
  'Plan of the takeover',
] as const;
export type Driver = (typeof DRIVERS)[number];

type Properties = Readonly<Record<string, unknown>>;

/** What the charge of one resource depends on beside its own properties. */
export interface Surroundings {
  /** GiB of the database; a replica and a backup have as many. */
  readonly storageGib: number;
  /** One task of the stack that the resource is in. */
  readonly taskHour: number;
}

/** Charges of a resource type for a month, dollars, at no load at all. */
export interface Charge {
  readonly driver: Driver;
  readonly monthly: (properties: Properties, around: Surroundings) => number;
}

const count = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

const NETWORK = 'NAT gateways, endpoints, load balancers';
const DATABASE = 'Database: instances, storage, proxy';
const WATCH = 'Alarms and the canary';

/** vCPUs that RDS Proxy charges for at the least; a `large` instance has as many. */
const PROXY_VCPUS = 2;

export const CHARGES: Readonly<Record<string, Charge>> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    driver: 'App tasks that always run',
    monthly: ({ MinCapacity }, { taskHour }) => Number(MinCapacity) * taskHour * HOURS,
  },
  'AWS::RDS::DBInstance': { driver: DATABASE, monthly: databaseInstance },
  'AWS::RDS::DBProxy': {
    driver: DATABASE,
    monthly: () => PROXY_VCPUS * priceOf('databaseProxyVcpuHour') * HOURS,
  },
  'AWS::ElastiCache::ReplicationGroup': {
    driver: 'Cache nodes',
    monthly: ({ CacheNodeType, NumCacheClusters }) =>
      Number(NumCacheClusters) * priceOf(`cache.${String(CacheNodeType)}`) * HOURS,
  },
  'AWS::EC2::NatGateway': { driver: NETWORK, monthly: () => priceOf('natGatewayHour') * HOURS },
  'AWS::EC2::EIP': { driver: NETWORK, monthly: () => priceOf('publicAddressHour') * HOURS },
  'AWS::EC2::VPCEndpoint': {
    driver: NETWORK,
    monthly: ({ VpcEndpointType, SubnetIds }) =>
      VpcEndpointType === 'Interface' ? count(SubnetIds) * priceOf('interfaceEndpointHour') * HOURS : 0,
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    driver: NETWORK,
    monthly: ({ Subnets }) =>
      (priceOf('loadBalancerHour') + count(Subnets) * priceOf('publicAddressHour')) * HOURS,
  },
  'AWS::Backup::BackupVault': {
    driver: 'Backups: one full copy in each vault, and the replicated log',
    monthly: (_, { storageGib }) => storageGib * priceOf('backupGibMonth'),
  },
  'AWS::KMS::Key': { driver: 'Keys and secrets', monthly: () => priceOf('keyMonth') },
  'AWS::SecretsManager::Secret': {
    driver: 'Keys and secrets',
    monthly: ({ ReplicaRegions }) => (1 + count(ReplicaRegions)) * priceOf('secretMonth'),
  },
  'AWS::CloudWatch::Alarm': {
    driver: WATCH,
    monthly: ({ Metrics }) => Math.max(observed(Metrics), 1) * priceOf('alarmMetricMonth'),
  },
  'AWS::CloudWatch::CompositeAlarm': { driver: WATCH, monthly: () => priceOf('compositeAlarmMonth') },
  'AWS::Synthetics::Canary': {
    driver: WATCH,
    monthly: ({ Schedule }) => runsPerMonth(Schedule) * priceOf('canaryRun'),
  },
  'AWS::WAFv2::WebACL': {
    driver: 'Web ACL',
    monthly: ({ Rules }) => priceOf('webAclMonth') + count(Rules) * priceOf('webAclRuleMonth'),
  },
  'AWS::ARCRegionSwitch::Plan': {
    driver: 'Plan of the takeover',
    monthly: () => priceOf('regionSwitchPlanMonth'),
  },
};

/** A standby costs as much as what it stands by for, storage included. */
function databaseInstance(
  { DBInstanceClass, MultiAZ, AllocatedStorage }: Properties,
  { storageGib }: Surroundings,
): number {
  const storage = Number(AllocatedStorage ?? storageGib) * priceOf('databaseStorageGibMonth');
  const one = priceOf(`database.${String(DBInstanceClass)}`) * HOURS + storage;
  return MultiAZ === true ? 2 * one : one;
}

/** An alarm on an expression is charged for each metric that it is made of. */
function observed(metrics: unknown): number {
  return Array.isArray(metrics) ? metrics.filter((one) => one?.MetricStat !== undefined).length : 0;
}

/** @throws Error when a canary does not run every so many minutes */
function runsPerMonth(schedule: unknown): number {
  const { Expression } = schedule as { readonly Expression?: unknown };
  const [, minutes] = /^rate\((\d+) minutes?\)$/.exec(String(Expression)) ?? [];
  if (minutes === undefined) {
    throw new Error(`The schedule ${String(Expression)} of a canary has no price; expected rate(N minutes).`);
  }
  return (HOURS * 60) / Number(minutes);
}
