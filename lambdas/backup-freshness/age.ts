import { formatDuration } from '../../lib/duration.ts';
import type { Finding } from '../verification/finding.ts';

/** Clocks of two services may differ by this much; what lies further in the future is wrong. */
const CLOCK_TOLERANCE_SECONDS = 300;

export interface Aged {
  readonly check: string;
  readonly subject: string;
  readonly latest: Date;
  readonly limitSeconds: number;
  readonly limitName: string;
  readonly mend: string;
  readonly now: Date;
}

/** Compares an age with its limit; what is exactly as old as the limit is still good. */
export function judgeAge({ check, subject, latest, limitSeconds, limitName, mend, now }: Aged): Finding {
  const age = secondsBetween(latest, now);
  const when = latest.toISOString();
  if (age < -CLOCK_TOLERANCE_SECONDS) {
    const sentence = `${subject} is said to be of ${when}, which is in the future: one of the clocks is wrong. ${mend}.`;
    return { check, verdict: 'bad', sentence };
  }
  const [reached, limit] = [formatDuration(Math.max(age, 0)), formatDuration(limitSeconds)];
  const known = `${subject} is of ${when}, ${reached} ago`;
  return age <= limitSeconds
    ? { check, verdict: 'good', sentence: `${known}; the ${limitName} is ${limit}.` }
    : {
        check,
        verdict: 'bad',
        sentence: `${known}, which is more than the ${limitName} of ${limit}. ${mend}.`,
      };
}

export function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
