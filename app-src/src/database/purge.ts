import type { Logger } from 'pino';
import { isAway } from './database-away.ts';
import type { Orm } from './orm.ts';

/** Milliseconds from the start to the first round, and from each to the next, give or take a half: replicas do not purge together. */
const pauses = { first: 5 * 60_000, next: 60 * 60_000 };

/** Rows in one statement: a few milliseconds of work, far from the limit of a statement however much has piled up. */
const batch = 1_000;

/** Statements in one round, so that a purge that is far behind takes a few rounds and not the database. */
const mostBatches = 50;

/** Deletes some rows that nobody reads any more, at most as many as it is told. */
export type DeleteSome = (orm: Orm, most: number) => Promise<number>;

export interface PurgeOptions {
  readonly orm: () => Orm;
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** What is deleted, by what it is called in the log. */
  readonly kinds: Readonly<Record<string, DeleteSome>>;
}

/** Deletes in the background what is over: rows that are ignored wherever they are read, and would pile up. */
export class Purge {
  readonly #options: PurgeOptions;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: PurgeOptions) {
    this.#options = options;
  }

  start(): void {
    this.#after(pauses.first);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** One round. Never rejects. */
  async run(): Promise<void> {
    const { kinds, logger } = this.#options;
    for (const [kind, deleteSome] of Object.entries(kinds)) {
      try {
        const deleted = await this.#deleteAll(deleteSome);
        if (deleted > 0) {
          logger.info({ kind, deleted }, 'Rows that are over were deleted.');
        }
      } catch (error) {
        // That the database is away is logged where it is noticed.
        if (!isAway(error)) {
          logger.error({ err: error, kind }, 'Rows that are over could not be deleted.');
        }
      }
    }
  }

  async #deleteAll(deleteSome: DeleteSome): Promise<number> {
    let deleted = 0;
    for (let round = 0; round < mostBatches && !this.#stopped; round += 1) {
      const count = await deleteSome(this.#options.orm(), batch);
      deleted += count;
      if (count < batch) {
        break;
      }
    }
    return deleted;
  }

  #after(milliseconds: number): void {
    if (!this.#stopped) {
      const pause = milliseconds * (0.5 + Math.random());
      this.#timer = setTimeout(() => void this.run().then(() => this.#after(pauses.next)), pause).unref();
    }
  }
}
