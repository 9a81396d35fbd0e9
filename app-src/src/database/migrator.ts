import type { Logger } from 'pino';
import type { Database } from './database.ts';
import { isAway } from './database-away.ts';
import { type Migration, MigrationUnderWay, migrate } from './migration.ts';
import { migrations as allMigrations } from './migrations/index.ts';

/** How far the schema is: `waiting` until PostgreSQL could be asked, `failed` while a step is refused; both are tried again. */
export type MigrationState =
  | { readonly status: 'waiting'; readonly attempts: number }
  | { readonly status: 'failed'; readonly attempts: number }
  | { readonly status: 'done'; readonly applied: readonly string[] };

/** Milliseconds between attempts: while PostgreSQL is away or another replica migrates, and after a step was refused. */
const pauses = { away: 1_000, refused: 15_000 };

export interface MigratorOptions {
  readonly database: Pick<Database, 'sql'>;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** @default the app's own */
  readonly migrations?: readonly Migration[];
}

/**
 * Migrates the database in the background. The app serves meanwhile: at start PostgreSQL may be away or a standby, and pages and cached
 * data must still be answered.
 */
export class Migrator {
  #state: MigrationState = { status: 'waiting', attempts: 0 };
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  readonly #options: MigratorOptions;

  constructor(options: MigratorOptions) {
    this.#options = options;
  }

  state(): MigrationState {
    return this.#state;
  }

  /** Begins; returns at once. */
  start(): void {
    void this.#attempt();
  }

  /** Makes no further attempt. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #attempt(): Promise<void> {
    const { database, logger, migrations = allMigrations } = this.#options;
    try {
      const applied = (await migrate(database.sql, migrations)).map(({ tag }) => tag);
      this.#state = { status: 'done', applied };
      if (applied.length > 0) {
        logger.info({ migrations: applied }, 'The database has been migrated.');
      }
    } catch (error) {
      this.#notYet(error);
    }
  }

  #notYet(error: unknown): void {
    const { logger } = this.#options;
    const passing = isAway(error) || error instanceof MigrationUnderWay || lockNotGiven(error);
    const status = passing ? 'waiting' : 'failed';
    const before = this.#state;
    const attempts = before.status === 'done' ? 1 : before.attempts + 1;
    this.#state = { status, attempts };
    if (this.#stopped) {
      return;
    }
    if (!passing) {
      logger.error({ err: error, attempts }, 'The database refuses a migration; the app goes on without it.');
    } else if (attempts === 1) {
      logger.warn({ err: error }, 'The database cannot be migrated yet; this is tried again until it can.');
    }
    // Replicas that start together must not try in step.
    const pause = (passing ? pauses.away : pauses.refused) * (0.5 + Math.random());
    this.#timer = setTimeout(() => void this.#attempt(), pause).unref();
  }
}

function lockNotGiven(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null)?.code === '55P03';
}
