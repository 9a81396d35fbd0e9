import { isRestorable, type RecoveryPoint } from '../recovery-points/recovery-point.ts';
import type { FreshnessSettings } from './settings.ts';

type Rule = FreshnessSettings['rules'][number];

/** The newest recovery point of a rule that could be restored. */
export function newestRestorable(points: readonly RecoveryPoint[], rule: Rule): RecoveryPoint | undefined {
  return points
    .filter((point) => countsFor(point, rule) && isRestorable(point))
    .reduce<RecoveryPoint | undefined>((a, b) => (a && a.takenAt >= b.takenAt ? a : b), undefined);
}

/** What is there of a rule and cannot be restored, as part of a sentence; empty when there is nothing. */
export function unfinished(points: readonly RecoveryPoint[], rule: Rule): string {
  const open = points.filter((point) => countsFor(point, rule) && !isRestorable(point));
  if (open.length === 0) return '';
  return ` (${open.length === 1 ? 'one is' : `${open.length} are`} ${[...new Set(open.map(({ status }) => status))].join(', ')})`;
}

/** A backup that was made by hand stands in for one of the plan that failed, when it is kept for as long. */
function countsFor(point: RecoveryPoint, { name, deleteAfterDays }: Rule): boolean {
  return point.rule === undefined ? point.deleteAfterDays === deleteAfterDays : point.rule === name;
}
