import type { Verdict } from '../verification/finding.ts';

/** One line of the index. */
export interface IndexEntry {
  readonly key: string;
  readonly sha256: string;
  readonly verifier: string;
  readonly scheduledAt: string;
  readonly verdict: Verdict;
}
