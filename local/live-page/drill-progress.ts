/** What a drill is about, said when it begins. */
export interface DrillOutline {
  /** Such as `database-primary-kill`. */
  readonly name: string;
  readonly title: string;
  /** One sentence: what users should notice. */
  readonly expected: string;
  /** Seconds that the recovery model predicts until the service level holds again; left out when it is unknown. */
  readonly predictedRecoverySeconds?: number;
}

/** One second of the drill's load, as its users saw it. */
export interface DrillSecond {
  /** Beginning of the second, in milliseconds since 1970. */
  readonly at: number;
  /** Requests that were answered or given up within it. */
  readonly requests: number;
  /** Those of them that failed. */
  readonly errors: number;
  /** Milliseconds; left out when no request ended within the second. */
  readonly p95Milliseconds?: number;
}

/** A moment that the timeline shows as a line. */
export interface DrillMark {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: 'injection' | 'detection' | 'recovery';
  /** A few words, such as `primary killed`. */
  readonly label: string;
}

/** How a drill came out. */
export interface DrillOutcome {
  readonly verdict: 'held' | 'breached' | 'unproven';
  /** One sentence with the measured numbers. */
  readonly sentence: string;
}

/** Told by whoever runs a drill while it runs; shown on the live page. Each call returns at once and never throws. */
export interface DrillProgress {
  /** What is done now, in a few words, such as `steady load before the fault`. */
  step(text: string): void;
  second(second: DrillSecond): void;
  /** The same mark again changes nothing. */
  mark(mark: DrillMark): void;
  /** The drill stays on the page until the next one begins. */
  end(outcome: DrillOutcome): void;
}

/** Takes drills onto the page. `LivePage` is one; whoever runs drills without a page needs none. */
export interface DrillAudience {
  /** Begins to show a drill, in the place of the one before. */
  drill(outline: DrillOutline): DrillProgress;
}
