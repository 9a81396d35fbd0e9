import type { PlatformConfigInput } from '../platform-config.ts';
import production from './production.ts';

/** Staging: the same shape at a fraction of the size, still Multi-AZ, so that what is rehearsed here is what production does. */
export default {
  ...production,
  environment: 'staging',
  accounts: { workload: production.accounts.workload },
  domain: { ...production.domain, name: 'staging.example.com' },
  regions: {
    primary: { ...production.regions.primary, cidr: '10.60.0.0/16' },
    recovery: { ...production.regions.recovery, cidr: '10.80.0.0/16' },
  },
  database: {
    ...production.database,
    instanceClass: 't4g.medium',
    storageGiB: 50,
    maxStorageGiB: 100,
    backupRetentionDays: 7,
    maxConnections: 300,
  },
  cache: { instanceClass: 't4g.small', replicas: 1 },
  service: {
    ...production.service,
    cpuUnits: 512,
    memoryMiB: 1024,
    tasks: { min: 3, max: 8 },
    tasksForDeclaredLoad: 2,
    recoveryTasks: { min: 2, max: 8 },
  },
  // Faults inside tasks are rehearsed here; production's tasks carry no agent that could inject any.
  chaos: { taskFaults: true },
  // A governance lock can be lifted again: staging is torn down and rebuilt.
  backup: { dailyRetentionDays: 7, weeklyRetentionDays: 28, lock: 'governance' },
  objectives: {
    availabilityPercent: 99.9,
    // No second account, so nothing is promised against an administrator who turns against staging.
    perDisruption: {
      process: { rto: '4h', rpo: '1h' },
      node: { rto: '4h', rpo: '1h' },
      zone: { rto: '4h', rpo: '1h' },
      region: { rto: '4h', rpo: '1h' },
      corruption: { rto: '4h', rpo: '1h' },
      deletion: { rto: '4h', rpo: '1h' },
    },
  },
} satisfies PlatformConfigInput;
