import type { Observation } from '../data-integrity/observation.ts';
import type { Finding } from '../verification/finding.ts';

/** What a database is compared with. */
export interface Expected {
  /** The last observation of the living database before the recovery point was taken; `undefined` when there is none. */
  readonly known: Observation | undefined;
  /** When the data was taken. */
  readonly takenAt: Date;
  /** How much older than that the newest change may be, in seconds. */
  readonly quietSeconds: number;
  /** Tables whose rows come and go. */
  readonly transient: readonly string[];
}

export const RESTORE_AGAIN =
  'Restore the recovery point before it, and compare; until one is good, back up by hand';

export function nothingKnown(check: string): Finding {
  return {
    check,
    verdict: 'unknown',
    sentence:
      'No observation of the living database from before the backup is on record, so there is nothing to compare with. See the alarm integrity-canary-silent.',
  };
}
