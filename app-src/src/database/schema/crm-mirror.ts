import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** How far the customers follow the CRM: one row for each organisation that the app was ever connected to. */
export const crmMirrors = pgTable('crm_mirrors', {
  /** The origin of the organisation's Web API: what was read from one says nothing about another. */
  origin: text().primaryKey(),
  /** What was modified in the CRM until then has been read. Absent before the first round has ended. */
  watermark: timestamp({ withTimezone: true }),
  /** The end of the time that a round under way reads. It becomes the watermark. */
  until: timestamp({ withTimezone: true }),
  /** The next page of a round under way, as the CRM named it. */
  nextLink: text('next_link'),
  /** No replica may go on before. Whoever does moves it, so that it is also the end of its lease. */
  dueAt: timestamp('due_at', { withTimezone: true }).notNull().defaultNow(),
  /** How often it was taken. A replica whose number is not the last one has lost its lease. */
  taken: integer().notNull().default(0),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});
