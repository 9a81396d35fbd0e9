/** Milliseconds between attempts to pay while Redis does not take it. */
const retryMilliseconds = 500;

/** Owners remembered by name, about 4 MB. Beyond, all generations are dropped when Redis is back. */
const mostOwners = 20_000;

/** Owners in one command. */
const batch = 500;

export interface OwedInvalidationsOptions {
  /** Deletes the generations of the owners; whether Redis said that they are gone. Never rejects. */
  readonly drop: (owners: readonly string[]) => Promise<boolean>;
  /** Deletes the generations of all owners; likewise. */
  readonly dropAll: () => Promise<boolean>;
}

/**
 * Invalidations that Redis has not taken. Until it has, this replica does not read what they are about from Redis, and it keeps trying.
 */
export class OwedInvalidations {
  readonly #options: OwedInvalidationsOptions;
  /** The owner, and which debt it was: one that is made anew while an older one is being paid stays owed. */
  readonly #owners = new Map<string, number>();
  #made = 0;
  /** The debt that made the list too long; undefined while the list is complete. */
  #everything: number | undefined;
  #paying = false;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: OwedInvalidationsOptions) {
    this.#options = options;
  }

  includes(owner: string): boolean {
    return this.#everything !== undefined || this.#owners.has(owner);
  }

  /** Remembers what Redis did not take. */
  add(owners: readonly string[]): void {
    this.#made += 1;
    for (const owner of owners) {
      this.#owners.set(owner, this.#made);
    }
    if (this.#owners.size > mostOwners) {
      this.#everything = this.#made;
      this.#owners.clear();
    } else if (this.#everything !== undefined) {
      this.#everything = this.#made;
    }
    this.#retryLater();
  }

  /** Tries to pay all. Never rejects. */
  async pay(): Promise<void> {
    if (this.#paying) {
      return;
    }
    this.#paying = true;
    try {
      await this.#payAll();
    } finally {
      this.#paying = false;
      this.#retryLater();
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #payAll(): Promise<void> {
    const everything = this.#everything;
    if (everything !== undefined) {
      if ((await this.#options.dropAll()) && this.#everything === everything) {
        this.#everything = undefined;
      }
      return;
    }
    while (this.#owners.size > 0) {
      const debts = [...this.#owners].slice(0, batch);
      if (!(await this.#options.drop(debts.map(([owner]) => owner)))) {
        return;
      }
      for (const [owner, debt] of debts) {
        if (this.#owners.get(owner) === debt) {
          this.#owners.delete(owner);
        }
      }
    }
  }

  #retryLater(): void {
    const owing = this.#owners.size > 0 || this.#everything !== undefined;
    clearTimeout(this.#timer);
    if (owing && !this.#stopped) {
      this.#timer = setTimeout(() => void this.pay(), retryMilliseconds);
      this.#timer.unref();
    }
  }
}
