import type { LocalPlatform } from '../platform/local-platform.ts';

/** What the faults get to work on. */
export interface Stage {
  readonly platform: LocalPlatform;
  /** Uniform in [0, 1), seeded, so that a run can be repeated. */
  readonly random: () => number;
  /** Told what is done, line by line; kept in the record. */
  readonly progress: (line: string) => void;
  /** Replaces the platform after a loss of everything (region loss, restart of the machine). */
  readonly replacePlatform: (start: () => Promise<LocalPlatform>) => Promise<void>;
  readonly signal: AbortSignal;
}
