import { appendFile } from 'node:fs/promises';

/** Something that happened to a part. */
export interface PlatformEvent {
  /** ISO 8601 with milliseconds. */
  readonly at: string;
  readonly part: string;
  /** Such as `started`, `crashed`, `unhealthy`, `promoted`, `fenced`. */
  readonly kind: string;
  readonly detail: string;
}

/** The events that are kept in memory; all of them are in the file. */
const kept = 1_000;

/** What happened, in order: the last events in memory for `status`, all of them as JSON lines in a file. */
export class Events {
  readonly #file: string | undefined;
  readonly #ring: PlatformEvent[] = [];
  readonly #listeners = new Set<(event: PlatformEvent) => void>();
  #writing: Promise<void> = Promise.resolve();

  /** @param file where the events are appended; without it they are in memory alone */
  constructor(file?: string) {
    this.#file = file;
  }

  /** Notes that something happened now. */
  add(part: string, kind: string, detail = ''): void {
    const event = { at: new Date().toISOString(), part, kind, detail };
    this.#ring.push(event);
    if (this.#ring.length > kept) {
      this.#ring.shift();
    }
    const { writing, file } = { writing: this.#writing, file: this.#file };
    if (file !== undefined) {
      // A full disk must not stop the supervisor that is to deal with it.
      this.#writing = writing
        .then(() => appendFile(file, `${JSON.stringify(event)}\n`))
        .catch(() => undefined);
    }
    for (const listener of this.#listeners) {
      listener(event);
    }
  }

  /** The last events, oldest first. */
  last(count = kept): readonly PlatformEvent[] {
    return this.#ring.slice(-count);
  }

  /** Calls `listener` for each event from now on, until the returned function is called. */
  follow(listener: (event: PlatformEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when everything is in the file. */
  async flush(): Promise<void> {
    await this.#writing;
  }
}
