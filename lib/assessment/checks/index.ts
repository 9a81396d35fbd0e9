import { automaticFailover } from './automatic-failover.ts';
import type { Check } from './check.ts';
import { connectionBudget } from './connection-budget.ts';
import { natPerZone } from './nat-per-zone.ts';
import { offSiteCopies } from './off-site-copies.ts';
import { recoveryIndependence } from './recovery-independence.ts';
import { scheduledBackups } from './scheduled-backups.ts';
import { selfHealing } from './self-healing.ts';
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
];
