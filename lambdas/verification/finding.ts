import type { NoAnswer } from './answer.ts';

/** `unknown` is never a pass: what could not be looked at is not proven. */
export type Verdict = 'good' | 'bad' | 'unknown';

/** One thing that was looked at. */
export interface Finding {
  /** What was looked at, stable over time, e.g. `daily/eu-west-1`. */
  readonly check: string;
  readonly verdict: Verdict;
  /** What is so; when it is not good also how to mend it. */
  readonly sentence: string;
}

/** The verdict on everything: the worst of all, and `unknown` when nothing was looked at. */
export function overall(findings: readonly Finding[]): Verdict {
  if (findings.some(({ verdict }) => verdict === 'bad')) return 'bad';
  if (findings.length === 0 || findings.some(({ verdict }) => verdict === 'unknown')) return 'unknown';
  return 'good';
}

const MENDS: Readonly<Record<Exclude<NoAnswer['state'], 'missing'>, string>> = {
  denied:
    'Give the role of the verifier the permission back by deploying its stack, and see that what it asks for still exists',
  throttled: 'The service limits the calls of this account; see what else calls it, the next run tries again',
  unavailable: 'See the health of the region; the next run tries again',
};

/**
 * The finding for what could not be read. A vault that is gone is answered with a refusal by some calls, so a refusal
 * says to look for that as well.
 *
 * @param what e.g. `the vault holdfast-production-recovery in eu-west-1`
 * @param whenMissing how to mend that it does not exist
 */
export function unanswered(check: string, what: string, answer: NoAnswer, whenMissing: string): Finding {
  return answer.state === 'missing'
    ? { check, verdict: 'bad', sentence: `There is no ${withoutArticle(what)}. ${whenMissing}.` }
    : {
        check,
        verdict: 'unknown',
        sentence: `It is not known how ${what} is: ${answer.state} (${answer.reason}). ${MENDS[answer.state]}.`,
      };
}

function withoutArticle(what: string): string {
  return what.replace(/^the /, '');
}
