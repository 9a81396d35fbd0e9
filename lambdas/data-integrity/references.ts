import type postgres from 'postgres';
import { serverFault } from './fault.ts';

export interface ReferenceFault {
  /** Of the foreign key. */
  readonly name: string;
  readonly sentence: string;
}

/**
 * Follows every foreign key of the application's tables. PostgreSQL checks a key only when a row is written: a restored
 * or damaged table may break it unseen.
 */
export async function brokenReferences(sql: postgres.Sql): Promise<{
  readonly checked: number;
  readonly faults: readonly ReferenceFault[];
}> {
  const keys = await sql<{ name: string; child: string; parent: string; statement: string }[]>`
    select con.conname as name, con.conrelid::regclass::text as child, con.confrelid::regclass::text as parent,
      format('select count(*) as orphans from %s c where %s and not exists (select from %s p where %s)',
        con.conrelid::regclass, string_agg(format('c.%I is not null', a.attname), ' and '),
        con.confrelid::regclass, string_agg(format('p.%I = c.%I', f.attname, a.attname), ' and ')) as statement
    from pg_constraint con
      cross join unnest(con.conkey, con.confkey) as k (own, other)
      join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.own
      join pg_attribute f on f.attrelid = con.confrelid and f.attnum = k.other
    where con.contype = 'f' and con.connamespace = 'public'::regnamespace
    group by con.oid, con.conname, con.conrelid, con.confrelid
    order by con.conname`;
  const faults: ReferenceFault[] = [];
  for (const { name, child, parent, statement } of keys) {
    try {
      const [row] = await sql.unsafe<{ orphans: string }[]>(statement);
      const orphans = Number(row?.orphans);
      if (orphans === 0) continue;
      faults.push({
        name,
        sentence: `${orphans} rows of ${child} name a row of ${parent} that is not there`,
      });
    } catch (error) {
      faults.push({ name, sentence: `${child} and ${parent} cannot be compared: ${serverFault(error)}` });
    }
  }
  return { checked: keys.length, faults };
}
