import { createHash } from 'node:crypto';
import type postgres from 'postgres';
import { guardedTransaction } from './guarded-transaction.ts';

/**
 * A step of the schema. Steps only ever expand it (new tables, columns that may be absent or have a default, indexes): during a
 * deployment, and after it is rolled back, the version before works on the new schema. What no version uses any more is dropped by a
 * step of a later release.
 */
export interface Migration {
  readonly tag: string;
  /** When it was made, in milliseconds since 1970. Tells it apart. */
  readonly when: number;
  readonly sql: string;
}

/** The advisory lock of whoever migrates: any number that no other lock of this database uses. */
export const migrationLockKey = 4_721_365_001;

/** Longest that a statement waits for a table; requests for that table queue up behind it meanwhile. */
const lockPatience = '2s';

/** Another replica is at it. */
export class MigrationUnderWay extends Error {
  constructor() {
    super('Another replica is migrating the database.');
  }
}

/** Those of `migrations` that the database has not had. Reads only, so it works on a standby. */
export async function pendingMigrations(
  sql: postgres.Sql | postgres.TransactionSql,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const [row] = await sql.unsafe<{ made: boolean }[]>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as made`,
  );
  if (!row?.made) {
    return migrations;
  }
  const had = await sql.unsafe<{ created_at: string }[]>(
    'select created_at from drizzle.__drizzle_migrations',
  );
  const whens = new Set(had.map(({ created_at }) => Number(created_at)));
  return migrations.filter(({ when }) => !whens.has(when));
}

/**
 * Brings the database to the newest step, in one transaction: all pending steps or none. It is noted where drizzle-kit notes it too.
 * @returns the steps that were applied, none when the database is up to date already
 * @throws {@link MigrationUnderWay}
 */
export async function migrate(
  sql: postgres.Sql,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  if ((await pendingMigrations(sql, migrations)).length === 0) {
    return [];
  }
  let pending: readonly Migration[] = [];
  await guardedTransaction(sql, async (transaction) => {
    // Only `unsafe` is guarded; the values below are this file's own.
    const [lock] = await transaction.unsafe<{ held: boolean }[]>(
      `select pg_try_advisory_xact_lock(${migrationLockKey}::bigint) as held`,
    );
    if (!lock?.held) {
      throw new MigrationUnderWay();
    }
    await transaction.unsafe(`set local statement_timeout = 0; set local lock_timeout = '${lockPatience}'`);
    await transaction.unsafe(`
      create schema if not exists drizzle;
      create table if not exists drizzle.__drizzle_migrations (
        id serial primary key, hash text not null, created_at bigint
      )`);
    pending = await pendingMigrations(transaction, migrations);
    for (const migration of pending) {
      await transaction.unsafe(migration.sql);
      const hash = createHash('sha256').update(migration.sql).digest('hex');
      await transaction.unsafe(
        'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)',
        [hash, migration.when],
      );
    }
  });
  return pending;
}
