import type { Verdict } from '../../lib/assessment/model.ts';
import { exitCodeOf } from '../exit-code.ts';

/**
 * The exit code that `--check` ends with.
 *
 * @param otherFailures rules beside the assessment's that would fail `cdk synth`
 */
export function exitCode(verdict: Verdict, otherFailures: number): number {
  return otherFailures > 0 ? 1 : exitCodeOf(verdict);
}
