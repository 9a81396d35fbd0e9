import { objectivesOf } from '../../lib/config/objectives.ts';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** What applies to a disruption that nothing is promised for: the bound of all others. */
const USUAL_RPO_SECONDS = HOUR;

/** From the start of a backup to its end: the plan's start window and its completion window. */
export const BACKUP_SECONDS = 9 * HOUR;

/** From the end of a backup to the end of its copy. No throughput is published; a first copy carries the whole database. */
export const COPY_SECONDS = 12 * HOUR;

/** S3 promises fifteen minutes with Replication Time Control for 99.9 % of the objects; an hour is a fault. */
export const REPLICATION_SECONDS = HOUR;

/** A rule of the backup plan, and how old its newest recovery point may be: one interval, and what a backup and its copy may take. */
export interface ExpectedRule {
  readonly name: string;
  readonly maxAgeSeconds: number;
  readonly deleteAfterDays: number;
}

export function expectedRules({ backup }: PlatformConfig): readonly ExpectedRule[] {
  return [
    {
      name: 'daily',
      maxAgeSeconds: DAY + BACKUP_SECONDS + COPY_SECONDS,
      deleteAfterDays: backup.dailyRetentionDays,
    },
    {
      name: 'weekly',
      maxAgeSeconds: 7 * DAY + BACKUP_SECONDS + COPY_SECONDS,
      deleteAfterDays: backup.weeklyRetentionDays,
    },
  ];
}

/** How old point-in-time recovery may be: in the primary region what a corruption may cost, in the other the region's loss. */
export function pointInTimeObjectives(config: PlatformConfig): {
  readonly primary: number;
  readonly recovery: number;
} {
  const { perDisruption } = objectivesOf(config);
  return {
    primary: perDisruption.corruption?.rpoSeconds ?? USUAL_RPO_SECONDS,
    recovery: perDisruption.region?.rpoSeconds ?? USUAL_RPO_SECONDS,
  };
}
