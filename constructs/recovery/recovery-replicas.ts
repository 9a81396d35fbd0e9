import type { PlatformConfig } from '../../lib/config/platform-config.ts';

/**
 * Cache replicas in the recovery region. A pilot light keeps at most one: enough to survive a zone, and the cache fills
 * again from the database.
 *
 * @returns `undefined` when the strategy keeps no cache there at all
 */
export function recoveryReplicas(config: PlatformConfig): number | undefined {
  switch (config.strategy) {
    case 'backup-restore':
      return undefined;
    case 'pilot-light':
      return Math.min(config.cache.replicas, 1);
    case 'warm-standby':
      return config.cache.replicas;
  }
}
