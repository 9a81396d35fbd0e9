import type { TemplateResource } from '../read/template.ts';

/** What a change costs, in classes that keep their order whatever the prices are. */
export type Cost = 'free' | 'storage' | 'capacity' | 'second copy';

/** Cheapest first. */
export const COSTS: readonly Cost[] = ['free', 'storage', 'capacity', 'second copy'];

/** A change that strengthens resources of a type. */
export interface Remedy {
  readonly type: string;
  readonly cost: Cost;
  /** Paths and values to set; nothing when the resource has them already. */
  readonly set: (resource: TemplateResource) => Readonly<Record<string, unknown>>;
}

function fixed(type: string, cost: Cost, values: Readonly<Record<string, unknown>>): Remedy {
  return { type, cost, set: () => values };
}

/** A number that is raised until it is enough, e.g. the tasks of a service. */
function raised(type: string, path: string, by: number, least = 1): Remedy {
  return {
    type,
    cost: 'capacity',
    set: (resource) => {
      const present = Number(resource.Properties?.[path] ?? least);
      return Number.isFinite(present) ? { [path]: Math.max(present, least) + by } : {};
    },
  };
}

const RDS = 'AWS::RDS::DBInstance';
const CACHE = 'AWS::ElastiCache::ReplicationGroup';
const SERVICE = 'AWS::ECS::Service';
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

/**
 * Changes that are tried against a breach, beside those that findings name themselves. An entry costs nothing when it
 * does not help: only what really mends is suggested.
 */
export const REMEDIES: readonly Remedy[] = [
  fixed(RDS, 'free', { DeletionProtection: true }),
  fixed(RDS, 'free', { DeleteAutomatedBackups: false }),
  fixed(RDS, 'storage', { BackupRetentionPeriod: 7 }),
  fixed(RDS, 'storage', { BackupRetentionPeriod: 7, DeleteAutomatedBackups: false }),
  fixed(RDS, 'second copy', { MultiAZ: true }),
  fixed('AWS::RDS::DBCluster', 'free', { DeletionProtection: true }),
  fixed('AWS::RDS::DBCluster', 'storage', { BackupRetentionPeriod: 7 }),
  fixed('AWS::DynamoDB::Table', 'free', { DeletionProtectionEnabled: true }),
  fixed('AWS::DynamoDB::Table', 'storage', {
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  }),
  fixed('AWS::S3::Bucket', 'storage', { VersioningConfiguration: { Status: 'Enabled' } }),
  {
    type: CACHE,
    cost: 'capacity',
    set: ({ Properties: { NumCacheClusters: nodes } = {} }) => ({
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
      ...(Number(nodes ?? 1) < 2 ? { NumCacheClusters: 2 } : {}),
    }),
  },
  fixed(CACHE, 'free', { AutomaticFailoverEnabled: true, MultiAZEnabled: true }),
  fixed(SERVICE, 'free', {
    'DeploymentConfiguration.DeploymentCircuitBreaker': { Enable: true, Rollback: true },
  }),
  raised(SERVICE, 'DesiredCount', 1),
  raised(SERVICE, 'DesiredCount', 2),
  raised(SERVICE, 'DesiredCount', 4),
  raised(TARGET, 'MinCapacity', 1),
  raised(TARGET, 'MinCapacity', 2),
  raised(TARGET, 'MinCapacity', 4),
  raised('AWS::AutoScaling::AutoScalingGroup', 'MinSize', 1),
  fixed('AWS::EFS::FileSystem', 'storage', { BackupPolicy: { Status: 'ENABLED' } }),
  fixed('AWS::Backup::BackupVault', 'free', {
    LockConfiguration: { MinRetentionDays: 7, ChangeableForDays: 3 },
  }),
];

/** Class of a change that a finding names, by what its property is. */
export function costOf(path: string): Cost {
  if (/MultiAZ$|Replica|Region|Copy|GlobalCluster/.test(path)) return 'second copy';
  if (/Count|Capacity|MinSize|NumCache|Instance(Class|Type)/.test(path)) return 'capacity';
  return /Retention|Versioning|Backup|PointInTime|Storage/.test(path) ? 'storage' : 'free';
}
