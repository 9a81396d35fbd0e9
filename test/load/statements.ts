import type { Sql } from 'postgres';

/** One statement of the app, its values left out. */
export interface Statement {
  readonly text: string;
  readonly calls: number;
  readonly meanMilliseconds: number;
  readonly maxMilliseconds: number;
  readonly totalMilliseconds: number;
}

/** Settings with which the server counts statements. */
export const countingStatements = {
  shared_preload_libraries: 'pg_stat_statements',
  // Begin, commit and set_config are no queries.
  'pg_stat_statements.track_utility': 'off',
};

/** Statements that a report shows. */
const shown = 12;

/** Forgets what was counted so far. */
export async function forgetStatements(sql: Sql): Promise<void> {
  await sql`create extension if not exists pg_stat_statements`;
  await sql`select pg_stat_statements_reset()`;
}

/** The statements whose slowest run took longest. */
export async function slowestStatements(sql: Sql): Promise<Statement[]> {
  return sql<Statement[]>`
    select regexp_replace(query, '\\s+', ' ', 'g') as text, calls::int,
      round(mean_exec_time::numeric, 2)::float as "meanMilliseconds",
      round(max_exec_time::numeric, 1)::float as "maxMilliseconds",
      round(total_exec_time::numeric)::float as "totalMilliseconds"
    from pg_stat_statements
    where query not ilike '%pg_stat_statements%'
    order by max_exec_time desc limit ${shown}`;
}
