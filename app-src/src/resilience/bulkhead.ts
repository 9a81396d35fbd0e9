import { BulkheadFull } from './policy-errors.ts';

interface Waiter {
  readonly enter: () => void;
}

export interface BulkheadOptions {
  /** Named in errors. */
  readonly name: string;
  /** The most calls under way at once. */
  readonly concurrent: number;
  /** The most calls that wait for a slot. */
  readonly queue: number;
}

/** Limits what one dependency can take from the process: so many calls at once, so many waiting, all others refused. */
export class Bulkhead {
  readonly #options: BulkheadOptions;
  readonly #waiting = new Set<Waiter>();
  #inFlight = 0;

  constructor(options: BulkheadOptions) {
    this.#options = options;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get queued(): number {
    return this.#waiting.size;
  }

  /**
   * Waits for a slot. The caller gives it back by calling the result, once.
   * @param signal ends the wait; the promise rejects with its reason
   * @param waitMilliseconds the longest wait in the queue
   * @throws {@link BulkheadFull} when slots and queue are taken, or the wait was in vain
   */
  async enter(signal: AbortSignal, waitMilliseconds: number): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#inFlight < this.#options.concurrent) {
      this.#inFlight += 1;
    } else if (this.#waiting.size < this.#options.queue) {
      await this.#wait(signal, waitMilliseconds);
    } else {
      throw new BulkheadFull(this.#options.name);
    }
    let given = false;
    return () => {
      if (!given) {
        given = true;
        this.#leave();
      }
    };
  }

  #wait(signal: AbortSignal, waitMilliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const leaveQueue = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abandoned);
        this.#waiting.delete(waiter);
      };
      const waiter: Waiter = {
        enter: () => {
          leaveQueue();
          resolve();
        },
      };
      const abandoned = () => {
        leaveQueue();
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        leaveQueue();
        reject(new BulkheadFull(this.#options.name));
      }, waitMilliseconds);
      signal.addEventListener('abort', abandoned, { once: true });
      this.#waiting.add(waiter);
    });
  }

  /** Hands the slot to the call that has waited longest, or frees it. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#inFlight -= 1;
    } else {
      next.enter();
    }
  }
}
