import { setTimeout as sleep } from 'node:timers/promises';
import { withClientSpan } from '../telemetry/client-span.ts';
import { attempt, type Work } from './attempt.ts';
import { backoffMilliseconds } from './backoff.ts';
import { Bulkhead } from './bulkhead.ts';
import { type BreakerOptions, Circuit, type CircuitState } from './circuit.ts';
import { judgeFailure } from './failure.ts';
import { BulkheadFull, PolicyOpen } from './policy-errors.ts';

export { BulkheadFull, PolicyOpen, PolicyTimeout } from './policy-errors.ts';

export interface PolicyOptions {
  /** The longest that one attempt may take. */
  readonly timeoutMilliseconds: number;
  /** The longest that a call may take with its wait for a slot, all attempts and the pauses between them. */
  readonly deadlineMilliseconds: number;
  /** Attempts after the first, of idempotent calls only. @default 0 */
  readonly retries?: number;
  /** The most calls under way at once. */
  readonly concurrent: number;
  /** The most calls that wait for a slot; others are refused at once. @default 0 */
  readonly queue?: number;
  readonly breaker: BreakerOptions;
}

export interface RunOptions {
  /** Whether repeating the call does no harm. Only then it is tried again. */
  readonly idempotent: boolean;
  /** Aborted when nobody waits for the answer any longer. */
  readonly signal?: AbortSignal;
}

/** What a policy has seen since the process started. */
export interface PolicyState {
  readonly circuit: CircuitState;
  readonly inFlight: number;
  readonly queued: number;
  /** Calls refused without an attempt: circuit open or bulkhead full. */
  readonly rejected: number;
  readonly retries: number;
  /** Attempts that failed by the dependency's fault. */
  readonly failures: number;
  /** Calls that were served in another way. */
  readonly fallbacks: number;
}

/** How the app calls one dependency. */
export interface Policy {
  readonly name: string;
  /**
   * Calls the dependency within the policy's bounds.
   * @throws {@link PolicyOpen}, {@link BulkheadFull}, `PolicyTimeout`, the reason of an aborted `signal`, or what the work threw last
   */
  run<T>(work: Work<T>, options: RunOptions): Promise<T>;
  /** Counts a call that was served in another way. */
  fellBack(): void;
  state(): PolicyState;
  /** Stops its timers. */
  close(): void;
}

const never = new AbortController().signal;

/**
 * Bounds the calls of one dependency: a bulkhead around a deadline around retries around a circuit breaker around one attempt with a
 * time-out. Retries back off with full jitter and honour `Retry-After`; a wait beyond the deadline is not begun.
 */
export function createPolicy(name: string, options: PolicyOptions): Policy {
  const circuit = new Circuit(name, options.breaker);
  const bulkhead = new Bulkhead({ name, concurrent: options.concurrent, queue: options.queue ?? 0 });
  const counts = { rejected: 0, retries: 0, failures: 0, fallbacks: 0 };

  async function withRetries<T>(work: Work<T>, { idempotent, signal = never }: RunOptions, endsAt: number) {
    const most = idempotent ? (options.retries ?? 0) : 0;
    for (let made = 1; ; made += 1) {
      const timeoutMilliseconds = Math.min(options.timeoutMilliseconds, endsAt - performance.now());
      try {
        const act = () => attempt(name, work, { signal, timeoutMilliseconds });
        return await circuit.run(() => withClientSpan(name, { 'peer.service': name }, act), signal);
      } catch (error) {
        signal.throwIfAborted();
        const failure = judgeFailure(error);
        if (error instanceof PolicyOpen || failure.kind === 'answer') {
          throw error;
        }
        counts.failures += 1;
        const pause = backoffMilliseconds(made, failure.retryAfterMilliseconds);
        if (made > most || performance.now() + pause >= endsAt) {
          circuit.rest(failure.retryAfterMilliseconds);
          throw error;
        }
        await sleep(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
        counts.retries += 1;
      }
    }
  }

  return {
    name,
    async run(work, runOptions) {
      const endsAt = performance.now() + options.deadlineMilliseconds;
      let leave: () => void;
      try {
        // An open circuit is told before a slot is asked for: nobody queues for a refusal.
        circuit.check();
        leave = await bulkhead.enter(runOptions.signal ?? never, options.deadlineMilliseconds);
      } catch (error) {
        counts.rejected += error instanceof PolicyOpen || error instanceof BulkheadFull ? 1 : 0;
        throw error;
      }
      try {
        return await withRetries(work, runOptions, endsAt);
      } finally {
        leave();
      }
    },
    fellBack() {
      counts.fallbacks += 1;
    },
    state: () => ({
      circuit: circuit.state,
      inFlight: bulkhead.inFlight,
      queued: bulkhead.queued,
      ...counts,
      rejected: counts.rejected + circuit.rejected,
    }),
    close: () => circuit.close(),
  };
}
