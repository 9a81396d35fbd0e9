import CircuitBreaker from 'opossum';
import { judgeFailure } from './failure.ts';
import { PolicyOpen } from './policy-errors.ts';

export type CircuitState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  /** The circuit opens when more than this share of the attempts of the last ten seconds failed. */
  readonly errorThresholdPercentage: number;
  /** How long the circuit stays open before one attempt tries the dependency again. */
  readonly resetMilliseconds: number;
  /** Fewer attempts than this in ten seconds never open the circuit. */
  readonly volumeThreshold: number;
}

/** The longest rest that a dependency may ask for, in milliseconds: a wrong clock or a hostile answer must not switch it off for hours. */
const longestRestMilliseconds = 60_000;

type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: unknown };

/** A circuit breaker that counts only what is the dependency's fault, and rests as long as the dependency asked for. */
export class Circuit {
  readonly #name: string;
  readonly #resetMilliseconds: number;
  readonly #breaker: CircuitBreaker<[() => Promise<Outcome>], Outcome>;
  #openedAt = 0;
  #restUntil = 0;
  #rejected = 0;

  constructor(name: string, options: BreakerOptions) {
    this.#name = name;
    this.#resetMilliseconds = options.resetMilliseconds;
    this.#breaker = new CircuitBreaker((act: () => Promise<Outcome>) => act(), {
      name,
      errorThresholdPercentage: options.errorThresholdPercentage,
      resetTimeout: options.resetMilliseconds,
      volumeThreshold: options.volumeThreshold,
      // The attempt has a time-out of its own, which also aborts it.
      timeout: false,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    });
    this.#breaker.on('open', () => {
      this.#openedAt = performance.now();
    });
  }

  get state(): CircuitState {
    if (this.#breaker.opened || performance.now() < this.#restUntil) {
      return 'open';
    }
    return this.#breaker.halfOpen ? 'half-open' : 'closed';
  }

  /** Attempts that met an open circuit. */
  get rejected(): number {
    return this.#rejected;
  }

  /** @throws {@link PolicyOpen} while the dependency is not to be called */
  check(): void {
    if (this.state === 'open') {
      throw this.#open();
    }
  }

  /**
   * Runs one attempt.
   * @param signal the caller's: an abandoned attempt says nothing about the dependency
   * @throws {@link PolicyOpen}, or what the attempt threw
   */
  async run<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T> {
    let outcome: Outcome;
    try {
      if (performance.now() < this.#restUntil) {
        throw this.#open();
      }
      outcome = await this.#breaker.fire(() => this.#observe(act, signal));
    } catch (error) {
      if (CircuitBreaker.isOurError(error as Error)) {
        this.#rejected += 1;
        throw this.#open();
      }
      throw error;
    }
    if (outcome.kind === 'error') {
      throw outcome.error;
    }
    return outcome.value as T;
  }

  /** Calls nothing for as long as the dependency asked, up to a minute. */
  rest(milliseconds: number | undefined): void {
    if (milliseconds !== undefined) {
      const until = performance.now() + Math.min(milliseconds, longestRestMilliseconds);
      this.#restUntil = Math.max(this.#restUntil, until);
    }
  }

  close(): void {
    this.#breaker.shutdown();
  }

  /** An error that is not the dependency's fault becomes an outcome, so that the breaker sees a success. */
  async #observe(act: () => Promise<unknown>, signal: AbortSignal): Promise<Outcome> {
    try {
      return { kind: 'value', value: await act() };
    } catch (error) {
      // The one attempt of a half-open circuit proves nothing when it was abandoned, and must not close it.
      const innocent = signal.aborted ? !this.#breaker.halfOpen : judgeFailure(error).kind === 'answer';
      if (innocent) {
        return { kind: 'error', error };
      }
      throw error;
    }
  }

  #open(): PolicyOpen {
    const now = performance.now();
    const opens = this.#breaker.opened ? this.#openedAt + this.#resetMilliseconds : now;
    const milliseconds = Math.max(opens, this.#restUntil) - now;
    return new PolicyOpen(this.#name, Math.max(1, Math.ceil(milliseconds / 1_000)));
  }
}
