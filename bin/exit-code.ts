import type { Verdict } from '../lib/assessment/model.ts';

export const BAD_INPUT = 2;

const CODE: Record<Verdict, number> = {
  holds: 0,
  breached: 1,
  unproven: 3,
  // Without a declared objective nothing is proven.
  undeclared: 3,
};

/** 0 holds, 1 breached, 3 not provable. */
export function exitCodeOf(verdict: Verdict): number {
  return CODE[verdict];
}
