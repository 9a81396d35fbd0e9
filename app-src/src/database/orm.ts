import type { PgDatabase } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import type * as schema from './schema/index.ts';

/** What queries run on: the pool's `orm`, or a transaction of it. */
export type Orm = PgDatabase<PostgresJsQueryResultHKT, typeof schema>;
