/** The circuit of a dependency is open, or the dependency asked for a rest: it was not called. */
export class PolicyOpen extends Error {
  override readonly name = 'PolicyOpen';
  readonly code = 'POLICY_OPEN';
  /** Seconds after which a call may succeed again; at least 1. */
  readonly retryAfterSeconds: number;

  constructor(policy: string, retryAfterSeconds: number) {
    super(`${policy} is not called: it kept failing. It is tried again in ${retryAfterSeconds} s.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** As many calls are under way and waiting as the dependency is given: this one was refused at once. */
export class BulkheadFull extends Error {
  override readonly name = 'BulkheadFull';
  readonly code = 'BULKHEAD_FULL';

  constructor(policy: string) {
    super(`${policy} is not called: every slot and every place in its queue is taken.`);
  }
}

/** The dependency gave no answer within its limit; the call has been aborted. */
export class PolicyTimeout extends Error {
  override readonly name = 'PolicyTimeout';
  /** The code of a system time-out, so that the cause reads the same everywhere. */
  readonly code = 'ETIMEDOUT';

  constructor(policy: string, limitMilliseconds: number) {
    super(`${policy} gave no answer within ${Math.round(limitMilliseconds)} ms.`);
  }
}
