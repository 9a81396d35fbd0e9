/** A caller waited too long for a connection: all of them are busy. */
export class NoConnectionInTime extends Error {
  readonly code = 'POOL_TIMEOUT';

  constructor(milliseconds: number) {
    super(`No database connection was free within ${milliseconds} ms; all are busy.`);
  }
}

/**
 * Lets at most `places` pieces of work run at a time; the others wait in line, each for a limited time. Without it a slow database
 * would collect waiting requests without end.
 */
export class Admission {
  #free: number;
  readonly #line = new Set<() => void>();
  readonly #patienceMilliseconds: number;

  constructor(places: number, patienceMilliseconds: number) {
    this.#free = places;
    this.#patienceMilliseconds = patienceMilliseconds;
  }

  /** How many places are free. */
  get free(): number {
    return this.#free;
  }

  /** How many wait at present. */
  get waiting(): number {
    return this.#line.size;
  }

  /**
   * Resolves once there is a place, with the function that gives it back.
   * @throws {@link NoConnectionInTime}
   */
  async enter(): Promise<() => void> {
    if (this.#free > 0) {
      this.#free -= 1;
    } else {
      await this.#wait();
    }
    let left = false;
    return () => {
      if (!left) {
        left = true;
        this.#leave();
      }
    };
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        this.#line.delete(admit);
        reject(new NoConnectionInTime(this.#patienceMilliseconds));
      }, this.#patienceMilliseconds);
      const admit = () => {
        clearTimeout(patience);
        resolve();
      };
      this.#line.add(admit);
    });
  }

  #leave(): void {
    const [next] = this.#line;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#line.delete(next);
    next();
  }
}
