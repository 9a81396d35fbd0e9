import { customType } from 'drizzle-orm/pg-core';

/** PostgreSQL's document type for full-text search. Written by SQL expressions only, never read back. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
