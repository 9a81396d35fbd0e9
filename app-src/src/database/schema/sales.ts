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
    index('customers_search').using('gin', table.search),
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
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
    search: tsvector().notNull(),
  },
  (table) => [
    foreignKey({
      name: 'proposals_customer_of_team',
      columns: [table.customerId, table.teamId],
      foreignColumns: [customers.id, customers.teamId],
    }),
    // A team's proposals, newest first, a page at a time; also the dashboard's recent ones.
    index('proposals_team_updated').on(table.teamId, table.updatedAt.desc(), table.id.desc()),
    // The same with a status chosen; also the pipeline figures, from the index alone with the value included.
    index('proposals_team_status_updated').on(
      table.teamId,
      table.status,
      table.updatedAt.desc(),
      table.id.desc(),
    ),
    index('proposals_customer').on(table.customerId, table.updatedAt.desc()),
    index('proposals_search').using('gin', table.search),
  ],
);

/** Every saved text of a proposal; none is ever overwritten. */
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
export const templates = pgTable(
  'templates',
  {
    id: text().primaryKey(),
    locale: text({ enum: ['en', 'zh-TW'] }).notNull(),
    name: text().notNull(),
    description: text().notNull(),
    content: jsonb().$type<RichText>().notNull(),
  },
  (table) => [index('templates_locale_name').on(table.locale, table.name)],
);

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
    index('articles_published').on(table.locale, table.publishedAt.desc()),
    index('articles_search').using('gin', table.search),
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
    index('draft_requests_due').on(table.status, table.dueAt),
    index('draft_requests_proposal').on(table.proposalId, table.createdAt.desc()),
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
