import type postgres from 'postgres';
import { CANARY_SCHEMA } from './observation.ts';

/** Columns that say when a row was written. */
const WRITTEN = ['created_at', 'updated_at', 'written_at'];

/** When the newest row of the application or of the chain was written; `undefined` in an empty database. */
export async function newestChange(sql: postgres.Sql): Promise<Date | undefined> {
  const columns = await sql<{ schema: string; table: string; column: string }[]>`
    select table_schema as schema, table_name as table, column_name as column
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema in ('public', ${CANARY_SCHEMA}) and table_type = 'BASE TABLE'
      and data_type = 'timestamp with time zone' and column_name in ${sql(WRITTEN)}`;
  let newest: Date | undefined;
  for (const { schema, table, column } of columns) {
    const [row] = await sql<{ at: Date | null }[]>`
      select max(${sql(column)}) as at from ${sql(schema)}.${sql(table)} where ${sql(column)} <= now()`;
    if (row?.at && (newest === undefined || row.at > newest)) newest = row.at;
  }
  return newest;
}
