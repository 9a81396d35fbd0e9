import type postgres from 'postgres';

/** The newest migration, as its number; `null` when the database has had none. */
export async function schemaVersion(sql: postgres.Sql): Promise<number | null> {
  const [made] = await sql<{ made: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as made`;
  if (!made?.made) return null;
  const [row] = await sql<{ version: string | null }[]>`
    select max(created_at) as version from drizzle.__drizzle_migrations`;
  return row?.version == null ? null : Number(row.version);
}
