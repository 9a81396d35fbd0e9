import { judgeLedger, type LedgerFindings } from '../../lib/drills/ledger.ts';
import type { LedgerResult } from '../../lib/drills/record.ts';
import { judgeWrites, type Promised, type Violation } from './violations.ts';

/** The ledger over many faults: what one of them was allowed to lose is not held against the next one. */
export class LedgerBook {
  readonly #allowed = new Map<number, LedgerResult['lost'][number]>();

  /** Writes that were lost within a promise. */
  get allowed(): readonly LedgerResult['lost'][number][] {
    return [...this.#allowed.values()];
  }

  /** Judges what is new since the last time. */
  judge(
    findings: LedgerFindings,
    promised: Pick<Promised, 'rpoSeconds'>,
  ): { readonly ledger: LedgerResult; readonly violations: readonly Violation[] } {
    const acknowledged = findings.acknowledged.filter(({ number }) => !this.#allowed.has(number));
    const ledger = judgeLedger({ ...findings, acknowledged });
    const violations = judgeWrites(ledger, promised);
    if (!violations.some(({ invariant }) => invariant === 'no lost write')) {
      for (const write of ledger.lost) this.#allowed.set(write.number, write);
    }
    return { ledger, violations };
  }
}
