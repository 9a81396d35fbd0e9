import type { Predictable } from './prediction.ts';

/** Upper bounds of a drill, in seconds. At 0 nobody may notice, or nothing may be lost. */
export interface DrillBudgets {
  /** From the first failed request of a user until the service level holds again. */
  readonly rtoSeconds: number;
  /** Age of the oldest acknowledged write that is lost. */
  readonly rpoSeconds: number;
}

/** One disruption that is rehearsed: what is done, what should happen, and how that is found out. */
export interface Drill extends Predictable {
  /** A few words for a heading. */
  readonly title: string;
  /** What is done to what, as a sentence. */
  readonly injection: string;
  /** What users and the platform should go through, as a sentence. */
  readonly expected: string;
  /** What beyond the write ledger and the users' requests shows it, as a sentence. */
  readonly verification: string;
  readonly budgets: DrillBudgets;
  /** Seconds of steady load before the injection, where the usual {@link usualSteadySeconds} show too little. */
  readonly steadySeconds?: number;
  /** Seconds of load after the injection at least, where the disruption goes on for longer than users notice. */
  readonly watchSeconds?: number;
}

/** Seconds of steady load before an injection: longer than the service level has to hold. */
export const usualSteadySeconds = 12;

/** Seconds of load after an injection at least: longer than the slowest health check takes to notice. */
export const usualWatchSeconds = 30;
