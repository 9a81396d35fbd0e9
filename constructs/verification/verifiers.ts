import { Duration } from 'aws-cdk-lib';
import type { WatchedVerifier } from './verifier-alarms.ts';

/** A verifier that runs by schedule. */
export interface ScheduledVerifier extends WatchedVerifier {
  readonly schedule: string;
  /** Records that a whole day has at the least; one in twenty runs may be lost before a day counts as one with a gap. */
  readonly leastPerDay: number;
}

const QUARTER = Duration.minutes(15);

/** When restores are tested: after the daily backup and its copy. */
export const RESTORE_TEST_SCHEDULE = 'cron(0 9 * * ? *)';

/** Every verifier that leaves records day by day. One run that finds a service busy wakes nobody; the second does. */
export const VERIFIERS = {
  freshness: {
    name: 'backup-freshness',
    proves: 'The age of the newest backups',
    schedule: 'rate(15 minutes)',
    leastPerDay: 91,
    silence: { period: QUARTER, periods: 3 },
    problem: { period: QUARTER, periods: 2 },
  },
  copies: {
    name: 'backup-copies',
    proves: 'That every backup has its copies',
    schedule: 'rate(1 hour)',
    leastPerDay: 22,
    silence: { period: Duration.hours(1), periods: 3 },
    problem: { period: Duration.hours(1), periods: 2 },
  },
  evidence: {
    name: 'evidence',
    proves: 'That the records are genuine and without a gap',
    schedule: 'cron(30 0 * * ? *)',
    leastPerDay: 1,
    silence: { period: Duration.hours(6), periods: 5 },
    problem: { period: Duration.days(1), periods: 1 },
  },
  restore: {
    name: 'restore-validation',
    proves: 'That the newest backup can be restored and is whole',
    schedule: RESTORE_TEST_SCHEDULE,
    leastPerDay: 1,
    silence: { period: Duration.hours(6), periods: 6 },
    problem: { period: Duration.days(1), periods: 1 },
  },
  canary: {
    name: 'integrity-canary',
    proves: 'That the living database is whole',
    schedule: 'rate(5 minutes)',
    leastPerDay: 273,
    silence: { period: Duration.minutes(5), periods: 4 },
    // The next run compares with what is left, so the first finding may be the only one.
    problem: { period: Duration.minutes(5), periods: 1 },
  },
} as const satisfies Record<string, ScheduledVerifier>;
