import { alarmTarget } from './alarm-target.ts';
import { automaticFailover } from './automatic-failover.ts';
import { backupRetention } from './backup-retention.ts';
import { cacheFailover } from './cache-failover.ts';
import type { Check } from './check.ts';
import { connectionBudget } from './connection-budget.ts';
import { danglingReference } from './dangling-reference.ts';
import { readableDeclaredState } from './declared-state.ts';
import { deletionProtection } from './deletion-protection.ts';
import { drainTime } from './drain-time.ts';
import { endpointPerZone } from './endpoint-per-zone.ts';
import { failoverRecord } from './failover-record.ts';
import { foreignCopies } from './foreign-copies.ts';
import { healthCheckName } from './health-check-name.ts';
import { nameInRegion } from './name-in-region.ts';
import { natPerZone } from './nat-per-zone.ts';
import { offSiteCopies } from './off-site-copies.ts';
import { originRouting } from './origin-routing.ts';
import { ownerSecret } from './owner-secret.ts';
import { recoveryCompleteness } from './recovery-completeness.ts';
import { recoveryDns } from './recovery-dns.ts';
import { recoveryIndependence } from './recovery-independence.ts';
import { recoveryParity } from './recovery-parity.ts';
import { replicaSource } from './replica-source.ts';
import { restoreSize } from './restore-size.ts';
import { rollbackAlarms } from './rollback-alarms.ts';
import { scalingPolicy } from './scaling-policy.ts';
import { scheduledBackups } from './scheduled-backups.ts';
import { selfHealing } from './self-healing.ts';
import { silentVerifier } from './silent-verifier.ts';
import { storageEncryption } from './storage-encryption.ts';
import { vaultLockBounds } from './vault-lock.ts';
import { wayOut } from './way-out.ts';
import { writePath } from './write-path.ts';
import { zoneCapacity } from './zone-capacity.ts';

/** Every rule beside the objectives themselves. */
export const CHECKS: readonly Check[] = [
  automaticFailover,
  scheduledBackups,
  offSiteCopies,
  zoneCapacity,
  natPerZone,
  connectionBudget,
  recoveryIndependence,
  selfHealing,
  readableDeclaredState,
  backupRetention,
  cacheFailover,
  danglingReference,
  deletionProtection,
  drainTime,
  failoverRecord,
  foreignCopies,
  originRouting,
  recoveryParity,
  restoreSize,
  rollbackAlarms,
  scalingPolicy,
  storageEncryption,
  vaultLockBounds,
  wayOut,
  endpointPerZone,
  recoveryCompleteness,
  recoveryDns,
  nameInRegion,
  ownerSecret,
  alarmTarget,
  replicaSource,
  writePath,
  healthCheckName,
  silentVerifier,
];
