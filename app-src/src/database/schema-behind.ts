import type { ObserveStatement } from '../telemetry/statements.ts';

/** SQLSTATE of a table and of a column that does not exist. */
const missing = new Set(['42P01', '42703']);

/** A statement is about something that the migrations of this version have yet to make. */
export class SchemaBehind extends Error {
  readonly code = 'SCHEMA_BEHIND';

  constructor(cause: unknown) {
    super('The database has not been migrated to this version yet.', { cause });
  }
}

/**
 * Follows statements as `observe` does, and tells what is missing for the moment from what is missing by mistake: a replica serves before
 * its migrations have ended, and what they make is "away" until then.
 * @param migrated whether the schema is known to be this version's
 */
export function awaitingSchema(observe: ObserveStatement, migrated: () => boolean): ObserveStatement {
  return async (sql, run) => {
    try {
      return await observe(sql, run);
    } catch (error) {
      const { code } = error as { readonly code?: unknown };
      throw missing.has(String(code)) && !migrated() ? new SchemaBehind(error) : error;
    }
  };
}
