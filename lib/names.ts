import type { PlatformConfig } from './config/platform-config.ts';

/**
 * Names that recovery depends on. They are literal in every template, so that a stack in the recovery region never has
 * to ask a lost region for a value, and a runbook can name a resource before it exists.
 */
export interface PlatformNames {
  /** `holdfast-production`: prefix of every other name. */
  readonly prefix: string;
  readonly databaseInstance: string;
  readonly databaseReplica: string;
  readonly databaseName: string;
  /** Role the application signs in with, by IAM; it has no password. */
  readonly databaseUser: string;
  readonly databaseSubnetGroup: string;
  /** Carries the major version: RDS cannot change a group's family, and a second one of the same name cannot stand beside it. */
  readonly databaseParameterGroup: string;
  readonly databaseProxy: string;
  readonly databaseSecret: string;
  readonly cacheReplicationGroup: string;
  readonly cacheSubnetGroup: string;
  readonly cacheAuthSecret: string;
  /** What the app signs its cookies with, and what it proves itself with to Azure OpenAI and to the CRM. */
  readonly appSecrets: Readonly<Record<'auth' | 'drafting' | 'crm', string>>;
  /** Log group that the app's metrics are written to, in CloudWatch's embedded metric format. */
  readonly appMetricsLog: string;
  /** SSM parameters that tell a task where its database and cache are; repointed during a takeover. */
  readonly databaseHostParameter: string;
  readonly cacheHostParameter: string;
  readonly cluster: string;
  readonly service: string;
  /** Aliases of each region's own keys. */
  readonly dataKeyAlias: string;
  readonly logsKeyAlias: string;
  readonly backupKeyAlias: string;
  /** IAM role that AWS Backup works with. */
  readonly backupRole: string;
  readonly primaryVault: string;
  readonly recoveryVault: string;
  readonly accountVault: string;
  /** Bucket of the verifiers' records, and its replica in the primary region; the names of buckets are shared by all accounts. */
  readonly evidenceBucket: string;
  readonly evidenceReplica: string;
  /** What the verifiers' records are signed with. */
  readonly evidenceSecret: string;
  /** Plan of Region switch that moves the service between the regions; the service limits its name to 32 characters. */
  readonly takeoverPlan: string;
  /** Role that may approve the steps of a takeover. */
  readonly takeoverApprovalRole: string;
  /** Name that CloudFront asks; a Route 53 failover record decides which region answers. */
  readonly originHost: string | undefined;
  /** Secret that CloudFront proves itself with to the load balancers. */
  originSecret(version: number): string;
  /** Function of a region that does one step of a takeover. */
  takeoverFunction(action: string): string;
}

export function platformNames(config: PlatformConfig): PlatformNames {
  const prefix = `${config.application}-${config.environment}`;
  const path = `/${config.application}/${config.environment}`;
  return {
    prefix,
    databaseInstance: `${prefix}-db`,
    databaseReplica: `${prefix}-db-replica`,
    databaseName: 'holdfast',
    databaseUser: 'holdfast_app',
    databaseSubnetGroup: `${prefix}-db`,
    databaseParameterGroup: `${prefix}-db-postgres${config.database.engineVersion.split('.')[0]}`,
    databaseProxy: `${prefix}-db`,
    databaseSecret: `${prefix}/database/owner`,
    cacheReplicationGroup: `${prefix}-cache`,
    cacheSubnetGroup: `${prefix}-cache`,
    cacheAuthSecret: `${prefix}/cache/auth`,
    // Secrets Manager takes a dash and six characters at the end of a name for the suffix of an ARN: none may end so.
    appSecrets: {
      auth: `${prefix}/app/auth`,
      drafting: `${prefix}/app/drafting`,
      crm: `${prefix}/app/crm`,
    },
    appMetricsLog: `/${prefix}/metrics`,
    databaseHostParameter: `${path}/database/host`,
    cacheHostParameter: `${path}/cache/host`,
    cluster: prefix,
    service: `${prefix}-app`,
    dataKeyAlias: `alias/${prefix}-data`,
    logsKeyAlias: `alias/${prefix}-logs`,
    backupKeyAlias: `alias/${prefix}-backup`,
    backupRole: `${prefix}-backup`,
    primaryVault: `${prefix}-primary`,
    recoveryVault: `${prefix}-recovery`,
    accountVault: `${prefix}-account`,
    evidenceBucket: `${prefix}-evidence-${config.accounts.workload}`,
    evidenceReplica: `${prefix}-evidence-${config.accounts.workload}-copy`,
    evidenceSecret: `${prefix}/evidence/signing`,
    takeoverPlan: prefix.slice(0, 32).replace(/-$/, ''),
    takeoverApprovalRole: `${prefix}-takeover-approval`,
    originHost: config.domain && `origin.${config.domain.name}`,
    originSecret: (version) => `${prefix}/origin-verify/v${version}`,
    takeoverFunction: (action) => `${prefix}-takeover-${action}`,
  };
}
