import { formatDuration } from '../../lib/duration.ts';
import { isRestorable, type RecoveryPoint } from '../recovery-points/recovery-point.ts';
import { count } from '../verification/count.ts';
import type { Finding } from '../verification/finding.ts';
import type { CopiesSettings, Rule } from './settings.ts';

const DAY_SECONDS = 86_400;

/** Recovery points of a rule that its verdict rests on: those taken within the time it looks back. */
export function recent(points: readonly RecoveryPoint[], rule: Rule, now: Date): RecoveryPoint[] {
  const since = now.getTime() - rule.lookBackSeconds * 1000;
  return points.filter((point) => point.rule === rule.name && point.takenAt.getTime() >= since);
}

/** Judges what there is to copy: that the rule made recovery points, that they are finished and kept long enough. */
export function judgeOriginals(
  settings: CopiesSettings,
  rule: Rule,
  points: readonly RecoveryPoint[],
  now: Date,
): Finding[] {
  const { region, vault } = settings.source;
  const check = `original/${rule.name}/${region}`;
  if (points.length === 0) {
    const time = formatDuration(rule.lookBackSeconds);
    const sentence = `The vault ${vault} in ${region} holds no ${rule.name} recovery point of the last ${time}: there is nothing to copy. See the backup jobs, and that the plan still has the rule ${rule.name}.`;
    return [{ check, verdict: 'bad', sentence }];
  }
  const faulty = points.flatMap((point): Finding[] => {
    const fault = originalFault(point, rule, settings.backupSeconds, now);
    if (fault === undefined) return [];
    const sentence = `The ${rule.name} recovery point of ${point.takenAt.toISOString()} in ${region} ${fault}`;
    return [{ check: `${check}/${point.arn}`, verdict: 'bad', sentence }];
  });
  if (faulty.length > 0) return faulty;
  const made = count(points.length, `${rule.name} recovery point`);
  return [{ check, verdict: 'good', sentence: `${made} in ${region}, as configured.` }];
}

function originalFault(
  { status, takenAt, explanation, deleteAfterDays }: RecoveryPoint,
  rule: Rule,
  backupSeconds: number,
  now: Date,
): string | undefined {
  const age = (now.getTime() - takenAt.getTime()) / 1000;
  const because = explanation === undefined ? '' : ` (${explanation})`;
  if (status === 'CREATING') {
    return age <= backupSeconds
      ? undefined
      : `has been CREATING for ${formatDuration(age)}${because}, more than ${formatDuration(backupSeconds)}: it is stuck. See the backup job and the events of the database, and back up by hand.`;
  }
  // The last day of its life: it is being deleted as it should.
  const over = age >= (rule.deleteAfterDays - 1) * DAY_SECONDS;
  if (!isRestorable({ status }) && !over) {
    return `is ${status}${because}, and cannot be restored. See its backup job, and back up by hand.`;
  }
  return deleteAfterDays === rule.deleteAfterDays ? undefined : retentionFault(deleteAfterDays, rule);
}

export function retentionFault(days: number | undefined, rule: Rule): string {
  const kept = days === undefined ? 'for ever' : `for ${count(days, 'day')}`;
  return `is kept ${kept}, not for ${count(rule.deleteAfterDays, 'day')}. Deploy the backup stack, and change its lifecycle where the lock allows it.`;
}
