import type { Verdict } from '../../lib/assessment/model.ts';

export const BAD_INPUT = 2;

const CODE: Record<Verdict, number> = {
  holds: 0,
  breached: 1,
  unproven: 3,
  // Without a declared objective nothing is proven.
  undeclared: 3,
};

/**
 * The exit code that `--check` ends with.
 *
 * @param otherFailures rules beside the assessment's that would fail `cdk synth`
 */
export function exitCode(verdict: Verdict, otherFailures: number): number {
  return otherFailures > 0 ? 1 : CODE[verdict];
}
