import type { Finding } from '../verification/finding.ts';
import { newestRestorable } from './newest.ts';
import type { FreshnessSeen } from './seen.ts';
import type { FreshnessSettings } from './settings.ts';

/** The two regions are asked one after the other, and their clocks differ a little. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * What cannot be true of both regions: copies follow their originals, so the recovery region can never have newer data
 * than the primary. When it has, the original was lost, or one of them does not tell the truth.
 */
export function disagreements(settings: FreshnessSettings, { primary, recovery }: FreshnessSeen): Finding[] {
  const findings: Finding[] = [];
  const compare = (source: string, here: Date | undefined, there: Date | undefined) => {
    if (there === undefined || (here && there.getTime() - here.getTime() <= TOLERANCE_MS)) return;
    findings.push({
      check: `agreement/${source}`,
      verdict: 'bad',
      sentence: `${settings.recovery.region} has ${source} data of ${there.toISOString()}, and ${settings.primary.region}, which it comes from, ${here ? `only of ${here.toISOString()}` : 'none'}. See who deleted it there, and keep the copy.`,
    });
  };
  if (primary.pointInTime.state === 'answered' && recovery.pointInTime.state === 'answered') {
    compare('point-in-time', primary.pointInTime.value.latest, recovery.pointInTime.value.latest);
  }
  if (primary.recoveryPoints.state === 'answered' && recovery.recoveryPoints.state === 'answered') {
    for (const rule of settings.rules) {
      compare(
        rule.name,
        newestRestorable(primary.recoveryPoints.value, rule)?.takenAt,
        newestRestorable(recovery.recoveryPoints.value, rule)?.takenAt,
      );
    }
  }
  return findings;
}
