/** Milliseconds after a failure in which callers with an old copy do not wait for the database again. One of them tries on behalf of all. */
const pauseMilliseconds = 1_000;

/** Milliseconds for which a refused write is taken as the state of the database, though reads go on: the only one left may be a standby. */
const readOnlyMilliseconds = 15_000;

/** What reads and writes found out about the database, for the next ones. */
export class SourceAvailability {
  #readsAwayUntil = 0;
  #failing = false;
  #writesAwayUntil = 0;

  /** Whether users should be told that they can only read. */
  get readOnly(): boolean {
    return this.#failing || performance.now() < this.#writesAwayUntil;
  }

  /** Whether the last read failed because the database was away. */
  get failing(): boolean {
    return this.#failing;
  }

  /** Whether a caller that has an old copy should use it at once. Lets one caller a second through to try. */
  shouldWait(): boolean {
    const now = performance.now();
    if (!this.#failing) {
      return true;
    }
    if (now < this.#readsAwayUntil) {
      return false;
    }
    this.#readsAwayUntil = now + pauseMilliseconds;
    return true;
  }

  readAnswered(): void {
    this.#failing = false;
  }

  readFailed(): void {
    this.#failing = true;
    this.#readsAwayUntil = performance.now() + pauseMilliseconds;
  }

  writeAnswered(): void {
    this.#failing = false;
    this.#writesAwayUntil = 0;
  }

  writeFailed(): void {
    this.#writesAwayUntil = performance.now() + readOnlyMilliseconds;
  }
}
