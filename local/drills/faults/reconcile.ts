import type postgres from 'postgres';
import type { Mistake } from './mistake.ts';

/** What the mistake wrote into a column, everywhere. */
export interface Damage {
  readonly table: string;
  readonly column: string;
  readonly value: string;
}

/** What was saved in a table after a mistake, by the rows' primary keys. */
export interface Reconciled {
  readonly table: string;
  /** Rows that were saved since, and are there again. */
  readonly saved: readonly string[];
  /** Rows that were deleted since, and are gone again. */
  readonly deleted: readonly string[];
}

type Sql = postgres.Sql | postgres.TransactionSql;

interface Table {
  readonly name: string;
  readonly keys: readonly string[];
  readonly others: readonly string[];
}

/**
 * Brings what users have saved since a mistake from the damaged copy into the restored database, in one transaction. A column that still
 * holds the damage stays as it was restored. Takes it for granted that nobody writes to either.
 * @returns the tables in which something was saved since
 */
export async function reconcile(
  damaged: postgres.Sql,
  restored: postgres.Sql,
  mistake: Pick<Mistake, 'snapshot' | 'transaction'>,
  damage?: Damage,
): Promise<Reconciled[]> {
  const tables = await tablesOf(restored);
  const there = new Set((await tablesOf(damaged)).map(({ name }) => name));
  return restored.begin(async (sql) => {
    // Rows come table by table; that they fit together was checked when they were saved.
    await sql`set local session_replication_role = replica`;
    const all: Reconciled[] = [];
    // A table that the mistake has dropped has nothing that was saved since.
    for (const table of tables.filter(({ name }) => there.has(name))) {
      const rows = await savedSince(damaged, table, mistake);
      const saved = await save(sql, table, rows, damage?.table === table.name ? damage : undefined);
      const deleted = await remove(sql, table, await keysOf(damaged, table));
      if (saved.length + deleted.length > 0) all.push({ table: table.name, saved, deleted });
    }
    return all;
  });
}

/** The app's tables, with names that may be put into a statement. */
async function tablesOf(sql: Sql): Promise<readonly Table[]> {
  return sql<Table[]>`
    select quote_ident(c.relname) as name,
      array(select quote_ident(attname) from pg_attribute
        where attrelid = c.oid and attnum = any(i.indkey) order by attnum) as keys,
      array(select quote_ident(attname) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' and attnum <> all(i.indkey)
        order by attnum) as others
    from pg_index i join pg_class c on c.oid = i.indrelid
    where i.indisprimary and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    order by c.relname`;
}

/** Rows that were written by a transaction which had not ended when the mistake was made, but not by the mistake itself. */
async function savedSince(
  sql: Sql,
  { name }: Table,
  { snapshot, transaction }: Pick<Mistake, 'snapshot' | 'transaction'>,
): Promise<string[]> {
  const rows = await sql<{ row: string }[]>`
    select to_jsonb(t)::text as row from ${sql.unsafe(name)} t
    where not pg_visible_in_snapshot(t.xmin::text::xid8, ${snapshot}::pg_snapshot) and t.xmin::text <> ${transaction}`;
  return rows.map(({ row }) => row);
}

async function save(
  sql: Sql,
  { name, keys, others }: Table,
  rows: readonly string[],
  damage: Damage | undefined,
): Promise<string[]> {
  if (rows.length === 0) return [];
  const value = (column: string) =>
    column === damage?.column
      ? `case when excluded.${column} = '${damage.value}' then old.${column} else excluded.${column} end`
      : `excluded.${column}`;
  const list = (columns: readonly string[]) => columns.join(', ');
  const change =
    others.length === 0
      ? 'do nothing'
      : `do update set ${list(others.map((column) => `${column} = ${value(column)}`))}
         where (${list(others.map((column) => `old.${column}`))}) is distinct from (${list(others.map(value))})`;
  const columns = list([...keys, ...others]);
  const done = await sql.unsafe<{ key: string }[]>(
    `insert into ${name} as old (${columns})
     select ${columns} from jsonb_populate_recordset(null::${name}, $1::text::jsonb)
     on conflict (${list(keys)}) ${change} returning ${key(keys, 'old')} as key`,
    [`[${rows.join(',')}]`],
  );
  return done.map((row) => row.key);
}

async function keysOf(sql: Sql, { name, keys }: Table): Promise<string[]> {
  const rows = await sql.unsafe<{ key: string }[]>(`select ${key(keys, 't')} as key from ${name} t`);
  return rows.map((row) => row.key);
}

/** Deletes what the damaged copy has no more. */
async function remove(sql: Sql, { name, keys }: Table, kept: readonly string[]): Promise<string[]> {
  const rows = await sql.unsafe<{ key: string }[]>(
    `delete from ${name} t where ${key(keys, 't')} not in
     (select jsonb_array_elements_text($1::text::jsonb)) returning ${key(keys, 't')} as key`,
    [JSON.stringify(kept)],
  );
  return rows.map((row) => row.key);
}

/** The text that names a row. */
function key(keys: readonly string[], table: string): string {
  const columns = keys.map((one) => `${table}.${one}`).join(', ');
  return keys.length === 1 ? `${columns}::text` : `jsonb_build_array(${columns})::text`;
}
