import { formatDuration } from '../../lib/duration.ts';
import { isRestorable, type RecoveryPoint } from '../recovery-points/recovery-point.ts';
import { retentionFault } from './originals.ts';
import { ownKeyFault } from './own-key.ts';
import type { CopyJob } from './seen.ts';
import type { Rule } from './settings.ts';

export interface ExpectedCopy {
  readonly original: RecoveryPoint;
  /** Copy jobs into the destination. */
  readonly jobs: readonly CopyJob[];
  /** What the destination holds, by ARN; `undefined` when it cannot be looked into. */
  readonly held: ReadonlyMap<string, RecoveryPoint> | undefined;
  readonly rule: Rule;
  readonly place: { readonly region: string; readonly account: string };
  readonly copySeconds: number;
  readonly now: Date;
}

const COPY_AGAIN = 'See its copy job, and copy it again by hand.';

/** Which job tells most about a copy, first. */
const STATES = ['COMPLETED', 'RUNNING', 'CREATED', 'PARTIAL', 'FAILED'];

/**
 * Says what is wrong with the copy of one recovery point.
 *
 * @returns the end of a sentence, with how to mend it, or `undefined` when nothing is wrong or it is not due yet
 */
export function copyFault(expected: ExpectedCopy): string | undefined {
  const { original, jobs, copySeconds, now } = expected;
  const since = original.completedAt ?? original.takenAt;
  const late = (now.getTime() - since.getTime()) / 1000 > copySeconds;
  const [job] = jobs
    .filter(({ source }) => source === original.arn)
    .sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || +b.createdAt - +a.createdAt);
  const limit = formatDuration(copySeconds);
  if (job === undefined) {
    return late ? `is missing: no copy job began within ${limit}. ${COPY_AGAIN}` : undefined;
  }
  if (job.state === 'FAILED' || job.state === 'PARTIAL') {
    const because = job.explanation === undefined ? '' : ` (${job.explanation})`;
    return `is missing: its copy job is ${job.state}${because}. Mend the reason, and copy it again by hand.`;
  }
  if (job.state !== 'COMPLETED') {
    return late
      ? `is late: its copy job is still ${job.state} after more than ${limit}. ${COPY_AGAIN}`
      : undefined;
  }
  return finishedCopyFault(expected, job, since);
}

function finishedCopyFault(
  { held, rule, place, copySeconds }: ExpectedCopy,
  job: CopyJob,
  since: Date,
): string | undefined {
  const copy = job.copy === undefined ? undefined : held?.get(job.copy);
  if (held && copy === undefined) {
    return `is gone: its copy job is COMPLETED, and the vault does not hold it. ${COPY_AGAIN}`;
  }
  if (copy && !isRestorable(copy)) {
    return `is ${copy.status}, and cannot be restored. ${COPY_AGAIN}`;
  }
  const keyFault = ownKeyFault(copy ? copy.keyArn : job.keyArn, place);
  if (keyFault !== undefined) {
    return `could not be read if another region or account were lost: ${keyFault}. See the key of the vault, and copy it again by hand.`;
  }
  const days = copy ? copy.deleteAfterDays : job.deleteAfterDays;
  if (days !== rule.deleteAfterDays) return retentionFault(days, rule);
  const took = ((job.completedAt ?? since).getTime() - since.getTime()) / 1000;
  return took > copySeconds
    ? `took ${formatDuration(took)}, more than ${formatDuration(copySeconds)}. See what else was copied at that time.`
    : undefined;
}
