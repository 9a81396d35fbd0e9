import type postgres from 'postgres';
import { lastLink } from './chain.ts';
import type { Observation } from './observation.ts';
import { schemaVersion } from './schema-version.ts';
import type { TableRead } from './tables.ts';

/** What the database holds now, to be compared with what is restored of it one day. */
export async function observe(
  sql: postgres.Sql,
  tables: readonly TableRead[],
  now: Date,
): Promise<Observation> {
  return {
    observedAt: now.toISOString(),
    schemaVersion: await schemaVersion(sql),
    rows: Object.fromEntries(
      tables.flatMap(({ name, rows }) => (rows === undefined ? [] : [[name, rows] as const])),
    ),
    chain: (await lastLink(sql)) ?? null,
  };
}
