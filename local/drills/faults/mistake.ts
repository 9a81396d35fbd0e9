import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresPair } from '../../postgres/pair.ts';
import { postgresPrograms } from '../../postgres/programs.ts';

const run = promisify(execFile);

/** A statement that was committed and should not have been. */
export interface Mistake {
  /** The transaction's number. */
  readonly transaction: string;
  /** What was committed just before it ended, in PostgreSQL's text of a snapshot. */
  readonly snapshot: string;
  /** A location of the log before the mistake, and the history that it belongs to. */
  readonly after: string;
  readonly timeline: number;
  readonly at: Date;
}

/** Makes a mistake in the app's database, as an operator or a bad release does. */
export async function makeMistake(pair: PostgresPair, statement: string): Promise<Mistake> {
  return pair.primary.use(async (sql) => {
    const { after, timeline } = await whereNow(sql);
    return sql.begin(async (mistaken) => {
      await mistaken.unsafe(statement);
      const [row] = await mistaken<{ transaction: string; snapshot: string; at: Date }[]>`
        select pg_current_xact_id()::text as transaction, pg_current_snapshot()::text as snapshot,
          clock_timestamp() as at`;
      if (row === undefined) throw new Error('PostgreSQL says nothing of the transaction.');
      return { ...row, after, timeline };
    });
  }, 'holdfast');
}

type Sql = ReturnType<PostgresPair['connect']>;

/** The end of the log at this moment. */
export async function whereNow(sql: Sql): Promise<Pick<Mistake, 'after' | 'timeline'>> {
  const [row] = await sql<{ after: string; segment: string }[]>`
    select pg_current_wal_insert_lsn()::text as after, pg_walfile_name(pg_current_wal_insert_lsn()) as segment`;
  if (row === undefined) throw new Error('PostgreSQL says nothing of its log.');
  return { after: row.after, timeline: Number.parseInt(row.segment.slice(0, 8), 16) };
}

/** A record of the log. */
export interface LogRecord {
  /** Such as `0/5000148`. */
  readonly location: string;
  readonly transaction: string;
}

/**
 * Finds the first record in the log of something that must not be recovered.
 * @param what pg_waldump's options for the record
 * @throws when it is not there
 */
export async function findInLog(
  pair: PostgresPair,
  { after, timeline }: Pick<Mistake, 'after' | 'timeline'>,
  what: readonly string[],
): Promise<LogRecord> {
  const { postgres } = await postgresPrograms();
  const log = join(pair.primary.folder.data, 'pg_wal');
  const where = ['--path', log, '--timeline', String(timeline), '--start', after, '--limit', '1'];
  const { stdout } = await run(join(dirname(postgres), 'pg_waldump'), [...where, ...what]);
  const [, transaction, location] = /\btx: +(\d+), lsn: ([0-9A-F]+\/[0-9A-F]+)/.exec(stdout) ?? [];
  if (transaction === undefined || location === undefined) {
    throw new Error(`The log after ${after} has no record of it: ${stdout.trim() || 'nothing was found'}`);
  }
  return { transaction, location };
}
