import { sql } from 'drizzle-orm';
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { proposalStatuses, type RichText } from '../../proposals/proposal.ts';
import { teams, users } from './accounts.ts';
import { tsvector } from './tsvector.ts';

/** Customers as the CRM last told them. The CRM is their system of record. */
export const customers = pgTable(
  'customers',
  {
    id: uuid().primaryKey(),
    teamId: text('team_id')
      .notNull()
      .references(() => teams.id),
    /** The CRM's own id of the account. */
    crmId: text('crm_id').notNull().unique(),
    name: text().notNull(),
    industry: text().notNull(),
    city: text().notNull(),
    country: text().notNull(),
    contactName: text('contact_name').notNull(),
    contactEmail: text('contact_email').notNull(),
    /** In US dollars. */
    annualRevenue: bigint('annual_revenue', { mode: 'number' }).notNull(),
    /** When the CRM was last asked successfully. */
    refreshedAt: timestamp('refreshed_at', { withTimezone: true }).notNull(),
    search: tsvector().notNull(),
  },
  (table) => [
    // The customers of a team by name, a page at a time.
    index('customers_team_name').on(table.teamId, table.name, table.id),
    // With btree_gin the team is part of the index, so that a word that is common elsewhere costs a team nothing.
    index('customers_team_search').using('gin', table.teamId, table.search),
    // Lets proposals name customer and team together, so that no proposal joins two teams.
    unique('customers_id_team').on(table.id, table.teamId),
  ],
);

export const proposals = pgTable(
  'proposals',
  {
    /** UUID version 7: sorts by creation. */
    id: uuid().primaryKey(),
    teamId: text('team_id').notNull(),
    customerId: uuid('customer_id').notNull(),
    authorId: text('author_id')
      .notNull()
      .references(() => users.id),
    title: text().notNull(),
    status: text({ enum: proposalStatuses }).notNull().default('draft'),
    /** In cents of {@link currency}. */
    valueCents: bigint('value_cents', { mode: 'number' }).notNull(),
    /** ISO 4217. */
    currency: text().notNull(),
    /** The newest of its versions, from 1. Autosave compares it to find conflicts. */
    version: integer().notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** In whole milliseconds, as JavaScript has them: a page's cursor must hit the row exactly. */
    updatedAt: timestamp('updated_at', { withTimezone: true, precision: 3 }).notNull().defaultNow(),
    search: tsvector().notNull(),
  },
  (table) => [
    foreignKey({
      name: 'proposals_customer_of_team',
      columns: [table.customerId, table.teamId],
      foreignColumns: [customers.id, customers.teamId],
    }),
    // The orders are `desc nulls first`, which is what `order by … desc` asks for: the planner does not take one for the other.
    // A team's proposals, last changed first, a page at a time; also the dashboard's recent ones.
    index('proposals_team_updated').on(
      table.teamId,
      table.updatedAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    // The same with a status chosen.
    index('proposals_team_status_updated').on(
      table.teamId,
      table.status,
      table.updatedAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    // The same of one customer; also what the CRM's page shows.
    index('proposals_customer_updated').on(
      table.customerId,
      table.updatedAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    // The pipeline's sums from the index alone. Saving a text leaves these columns as they are.
    index('proposals_team_pipeline').on(table.teamId, table.status, table.currency, table.valueCents),
    // Without the list of pending entries, which every search would read through while a team writes.
    index('proposals_team_search').using('gin', table.teamId, table.search).with({ fastupdate: false }),
  ],
);

/** Saved texts of a proposal; none is ever overwritten, and of those that autosave makes within minutes the last stays. */
export const proposalVersions = pgTable(
  'proposal_versions',
  {
    proposalId: uuid('proposal_id')
      .notNull()
      .references(() => proposals.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    authorId: text('author_id')
      .notNull()
      .references(() => users.id),
    content: jsonb().$type<RichText>().notNull(),
    savedAt: timestamp('saved_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.proposalId, table.version] })],
);

/** Texts to start a proposal from. */
export const templates = pgTable('templates', {
  id: text().primaryKey(),
  locale: text({ enum: ['en', 'zh-TW'] }).notNull(),
  name: text().notNull(),
  description: text().notNull(),
  content: jsonb().$type<RichText>().notNull(),
});

/** The knowledge base, shared by all teams. */
export const articles = pgTable(
  'articles',
  {
    id: uuid().primaryKey(),
    locale: text({ enum: ['en', 'zh-TW'] }).notNull(),
    title: text().notNull(),
    summary: text().notNull(),
    /** Plain paragraphs, separated by an empty line. */
    body: text().notNull(),
    topic: text().notNull(),
    publishedAt: timestamp('published_at', { withTimezone: true }).notNull(),
    search: tsvector().notNull(),
  },
  (table) => [
    index('articles_published').on(
      table.locale,
      table.publishedAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index('articles_locale_search').using('gin', table.locale, table.search),
  ],
);

/** Drafts that users asked for while no language model answered; worked off when one answers again. */
export const draftRequests = pgTable(
  'draft_requests',
  {
    id: uuid().primaryKey(),
    proposalId: uuid('proposal_id')
      .notNull()
      .references(() => proposals.id, { onDelete: 'cascade' }),
    teamId: text('team_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    instructions: text().notNull(),
    locale: text({ enum: ['en', 'zh-TW'] }).notNull(),
    status: text({ enum: ['waiting', 'running', 'done', 'failed'] })
      .notNull()
      .default('waiting'),
    attempts: integer().notNull().default(0),
    result: text(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** Not to be tried before. */
    dueAt: timestamp('due_at', { withTimezone: true }).notNull().defaultNow(),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
  },
  (table) => [
    // Finished drafts, nearly all, are not in it.
    index('draft_requests_due').on(table.dueAt).where(sql`${table.status} in ('waiting', 'running')`),
    index('draft_requests_proposal').on(
      table.proposalId,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
  ],
);

/** Answers to writes, by the key that the client chose: a repeated write is answered, not repeated. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    userId: text('user_id').notNull(),
    key: text().notNull(),
    /** Method, path and body, hashed: the same key with another request is refused. */
    requestHash: text('request_hash').notNull(),
    /** Absent while the first request is under way. */
    status: integer(),
    response: jsonb(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.key] }),
    index('idempotency_keys_created_at').on(table.createdAt),
  ],
);
