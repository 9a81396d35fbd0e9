import { type FailureCause, failureCause } from './failure-cause.ts';

/** What one look at a dependency found. */
export type ProbeOutcome =
  | { readonly status: 'up'; readonly latencyMilliseconds: number }
  | { readonly status: 'down'; readonly latencyMilliseconds: number; readonly cause: FailureCause };

/** A {@link ProbeOutcome} with the time since it was found. */
export type ProbeReport = ProbeOutcome & { readonly ageMilliseconds: number };

export interface ProbeOptions {
  /** Asks the dependency for an answer; rejects when it gives none. */
  readonly ask: () => Promise<void>;
  /** The longest that a caller waits, in milliseconds. */
  readonly timeoutMilliseconds: number;
  /** How long an outcome is served again, in milliseconds. */
  readonly freshMilliseconds: number;
  /** Called once for a question that stayed unanswered `giveUpMilliseconds`; afterwards a new one may be asked. */
  readonly giveUp?: () => void;
  /** @default five times the timeout */
  readonly giveUpMilliseconds?: number;
}

/**
 * Looks at a dependency for any number of callers at a cost that does not grow with them: one question is under way at a time, its
 * outcome is shared and kept for a short while, and no caller waits beyond the limit. A question that outlives its callers still counts
 * as under way, so a hung dependency never collects more than one.
 */
export function createProbe(options: ProbeOptions): () => Promise<ProbeReport> {
  const { ask, timeoutMilliseconds, freshMilliseconds, giveUp } = options;
  const giveUpMilliseconds = options.giveUpMilliseconds ?? 5 * timeoutMilliseconds;
  let last: { readonly outcome: ProbeOutcome; readonly at: number } | undefined;
  let look: Promise<ProbeOutcome> | undefined;
  let unanswered: Promise<void> | undefined;

  /** Joins the question that is still unanswered, or asks a new one. */
  function question(): Promise<void> {
    unanswered ??= new Promise<void>((resolve, reject) => {
      const patience = setTimeout(() => {
        reject(new ProbeTimeout());
        giveUp?.();
      }, giveUpMilliseconds);
      ask()
        .then(resolve, reject)
        .finally(() => clearTimeout(patience));
    }).finally(() => {
      unanswered = undefined;
    });
    return unanswered;
  }

  async function lookOnce(): Promise<ProbeOutcome> {
    const start = performance.now();
    let outcome: ProbeOutcome;
    try {
      await within(timeoutMilliseconds, question());
      outcome = { status: 'up', latencyMilliseconds: elapsed(start) };
    } catch (error) {
      outcome = { status: 'down', latencyMilliseconds: elapsed(start), cause: failureCause(error) };
    }
    last = { outcome, at: performance.now() };
    look = undefined;
    return outcome;
  }

  return async () => {
    if (look === undefined && last !== undefined && performance.now() - last.at < freshMilliseconds) {
      return { ...last.outcome, ageMilliseconds: elapsed(last.at) };
    }
    look ??= lookOnce();
    return { ...(await look), ageMilliseconds: 0 };
  };
}

class ProbeTimeout extends Error {
  readonly code = 'PROBE_TIMEOUT';
}

async function within(milliseconds: number, answer: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ProbeTimeout()), milliseconds);
  });
  try {
    await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds since `start`, to a tenth. */
function elapsed(start: number): number {
  return Math.round((performance.now() - start) * 10) / 10;
}
