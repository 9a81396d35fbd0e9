import type postgres from 'postgres';
import { serverFault } from './fault.ts';

/** `all` reads every value of every row, past every index: a damaged page cannot hide. */
export type Depth = 'count' | 'all';

export interface TableRead {
  readonly name: string;
  /** `undefined` when it could not be read. */
  readonly rows: number | undefined;
  readonly fault?: string;
}

/** Names of the application's tables. */
export async function tableNames(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    order by relname`;
  return rows.map(({ name }) => name);
}

/** Reads every table of the application. */
export async function readTables(sql: postgres.Sql, depth: Depth): Promise<TableRead[]> {
  const reads: TableRead[] = [];
  for (const name of await tableNames(sql)) reads.push(await readTable(sql, name, depth));
  return reads;
}

async function readTable(sql: postgres.Sql, name: string, depth: Depth): Promise<TableRead> {
  try {
    const [row] = await sql.begin('read only', async (transaction) => {
      if (depth === 'count')
        return transaction<{ rows: string }[]>`select count(*) as rows from ${sql('public')}.${sql(name)}`;
      await transaction.unsafe(
        'set local enable_indexscan = off; set local enable_indexonlyscan = off; set local enable_bitmapscan = off',
      );
      return transaction<{ rows: string }[]>`
        select count(*) as rows, bit_xor(hashtextextended(every::text, 0)) as digest
        from ${sql('public')}.${sql(name)} every`;
    });
    return { name, rows: Number(row?.rows) };
  } catch (error) {
    return { name, rows: undefined, fault: serverFault(error) };
  }
}
