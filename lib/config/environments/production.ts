import type { PlatformConfigInput } from '../platform-config.ts';

/**
 * Production. Replace the accounts, the domain, the e-mail address and the two external services with your own: the ones
 * here are placeholders, there so that certificates, failover records, the second account's vault and all secrets are part
 * of the template. Leave `drafting` and `crm` out if you have none.
 */
export default {
  application: 'holdfast',
  environment: 'production',
  accounts: { workload: '111122223333', backup: '444455556666' },
  domain: { name: 'app.example.com', hostedZoneId: 'Z0123456789EXAMPLE', hostedZoneName: 'example.com' },
  regions: {
    primary: {
      name: 'eu-central-1',
      zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
      cidr: '10.20.0.0/16',
    },
    // A pair that RDS supports for replicating automated backups.
    recovery: { name: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'], cidr: '10.40.0.0/16' },
  },
  strategy: 'pilot-light',
  database: {
    engineVersion: '17.6',
    instanceClass: 'r7g.large',
    storageGiB: 200,
    maxStorageGiB: 500,
    multiAz: true,
    backupRetentionDays: 35,
    deletionProtection: true,
    // 10 connections x 30 tasks, doubled while a deployment rolls, must fit with headroom; 16 GiB allow about 1,600.
    maxConnections: 1000,
  },
  cache: { instanceClass: 'm7g.large', replicas: 2 },
  service: {
    cpuUnits: 1024,
    memoryMiB: 2048,
    // Three zones lose one: six tasks leave four, which is what the declared load needs.
    tasks: { min: 6, max: 30 },
    tasksForDeclaredLoad: 4,
    recoveryTasks: { min: 4, max: 30 },
    poolSize: 10,
    targets: { cpuPercent: 55, memoryPercent: 70, requestsPerTargetPerMinute: 3000 },
  },
  drafting: {
    endpoint: 'https://holdfast-example.openai.azure.com',
    deployment: 'proposals-large',
    fallback: { deployment: 'proposals-small' },
  },
  crm: {
    url: 'https://holdfast-example.crm4.dynamics.com',
    tokenUrl: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/oauth2/v2.0/token',
    clientId: '00000000-0000-0000-0000-000000000000',
  },
  backup: { dailyRetentionDays: 35, weeklyRetentionDays: 365, lock: 'compliance' },
  originSecretVersion: 1,
  alarms: { email: 'oncall@example.com' },
  objectives: {
    availabilityPercent: 99.9,
    perDisruption: {
      process: { rto: '4h', rpo: '1h' },
      node: { rto: '4h', rpo: '1h' },
      zone: { rto: '4h', rpo: '1h' },
      region: { rto: '4h', rpo: '1h' },
      corruption: { rto: '4h', rpo: '1h' },
      deletion: { rto: '4h', rpo: '1h' },
      // Daily copies in a second account are all that survives an administrator; the bound says so honestly.
      compromise: { rto: '1d', rpo: '2d' },
    },
  },
  assumptions: {},
} satisfies PlatformConfigInput;
