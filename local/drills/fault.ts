import type { Stage } from './stage.ts';

/** What a fault did, and how to take it back. */
export interface Injected {
  /** What was done to what, with process ids, for the record. */
  readonly detail: string;
  /**
   * The runbook's steps by hand; absent when the platform must recover by itself. Resolves when done, with what it did
   * and measured.
   */
  readonly recover?: () => Promise<string>;
  /**
   * Ends what the fault left behind (a frozen process, a full disk, a cut connection). Called always, also after a
   * failure; idempotent.
   */
  readonly heal: () => Promise<void>;
}

/** One way to disrupt a platform that runs. */
export interface Fault {
  /** The name of its drill. */
  readonly name: string;
  /**
   * What must be in place before the load begins, such as a disk that is small enough to be filled; `inject` does it first where nobody
   * has. Taken back by `heal`.
   */
  prepare?(stage: Stage): Promise<void>;
  inject(stage: Stage): Promise<Injected>;
}
