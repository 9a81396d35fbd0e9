import type { PlatformConfig } from '../../lib/config/platform-config.ts';

/** Which part a region plays while nothing is wrong. */
export type RegionRole = 'primary' | 'recovery';

/** Between which numbers of tasks the autoscaler moves. */
export interface TaskBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * Tasks that a region keeps. A warm standby keeps one in every zone, and two at the least, so that it takes traffic at
 * once; the colder strategies keep none until the takeover raises the number.
 */
export function taskBounds(config: PlatformConfig, role: RegionRole): TaskBounds {
  if (role === 'primary') return config.service.tasks;
  const { max } = config.service.recoveryTasks;
  if (config.strategy !== 'warm-standby') return { min: 0, max };
  const oneInEachZone = Math.max(config.regions.recovery.zones.length, 2);
  return { min: Math.min(oneInEachZone, max), max };
}
