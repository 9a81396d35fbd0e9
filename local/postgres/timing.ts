/** How fast the controller notices and acts. */
export interface Timing {
  /** Milliseconds between two probes. */
  readonly probeMilliseconds: number;
  /** Milliseconds without an answer after which a probe has failed. */
  readonly probeLimitMilliseconds: number;
  /** Failed probes in a row after which a server counts as lost. One whose process has ended is lost at once. */
  readonly failures: number;
  /** Seconds without a standby after which the primary acknowledges commits alone. */
  readonly aloneAfterSeconds: number;
  /** Seconds without following after which a standby is made anew. */
  readonly replaceAfterSeconds: number;
}

export const defaultTiming: Timing = {
  probeMilliseconds: 500,
  probeLimitMilliseconds: 1_500,
  failures: 3,
  aloneAfterSeconds: 5,
  replaceAfterSeconds: 20,
};

/** Milliseconds of the longest detection of a server that hangs: a probe has just succeeded, and all that follow use up their limit. */
export function longestDetection({ probeMilliseconds, probeLimitMilliseconds, failures }: Timing): number {
  return probeMilliseconds + failures * probeLimitMilliseconds + (failures - 1) * probeMilliseconds;
}
