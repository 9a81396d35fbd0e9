export interface LastKnownLimits {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * The values that this process served last, as text, least recently used dropped first. They answer when neither Redis nor the
 * database does; they are never served as fresh, because another replica may have changed what they copy.
 */
export class LastKnownCopies {
  readonly #limits: LastKnownLimits;
  readonly #copies = new Map<string, string>();
  #bytes = 0;

  constructor(limits: LastKnownLimits) {
    this.#limits = limits;
  }

  /** Bytes of memory that the texts take at most: two a character. */
  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#copies.size;
  }

  find(key: string): string | undefined {
    const copy = this.#copies.get(key);
    if (copy !== undefined) {
      // A map keeps the order of insertion: the first is the least recently used.
      this.#copies.delete(key);
      this.#copies.set(key, copy);
    }
    return copy;
  }

  keep(key: string, copy: string): void {
    this.forget(key);
    if (sizeOf(key, copy) > this.#limits.bytes / 4) {
      return;
    }
    this.#copies.set(key, copy);
    this.#bytes += sizeOf(key, copy);
    for (const oldest of this.#copies.keys()) {
      if (this.#copies.size <= this.#limits.entries && this.#bytes <= this.#limits.bytes) {
        return;
      }
      this.forget(oldest);
    }
  }

  forget(key: string): void {
    const copy = this.#copies.get(key);
    if (copy !== undefined) {
      this.#copies.delete(key);
      this.#bytes -= sizeOf(key, copy);
    }
  }
}

function sizeOf(key: string, copy: string): number {
  return 2 * (key.length + copy.length);
}
