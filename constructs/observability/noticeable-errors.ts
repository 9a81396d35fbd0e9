import type { PlatformConfig } from '../../lib/config/platform-config.ts';

/** Failed requests that wake someone at once, as a multiple of what the availability objective allows. */
const TIMES_ALLOWED = 10;

/** Share of failed requests that wakes someone at once, percent: 1 for an objective of 99.9. */
export function noticeableErrors({ objectives }: PlatformConfig): number {
  return Number((TIMES_ALLOWED * (100 - objectives.availabilityPercent)).toFixed(3));
}
