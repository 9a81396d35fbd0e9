import { base, en, Faker } from '@faker-js/faker';
import { hashPassword } from 'better-auth/crypto';
import type postgres from 'postgres';
import { documentTerms } from '../../knowledge/search-terms.ts';
import { searchConfigurations } from '../../knowledge/search-vector.ts';
import { makeArticles } from './articles.ts';
import { type Cell, copyRows } from './copy.ts';
import { makeCustomers } from './customers.ts';
import { type SeedOptions, SeedRefused } from './options.ts';
import { demoPassword, makeTeams, makeUsers, type SeedUser } from './people.ts';
import { english } from './phrases/en.ts';
import { chinese } from './phrases/zh-tw.ts';
import { makeProposals, type SeedProposal } from './proposals.ts';
import { Random } from './random.ts';
import { makeTemplateText, makeText } from './rich-text.ts';

/** Told after each kind of row. */
export type SeedProgress = (table: string, rows: number) => void;

/**
 * Fills the tables in one transaction: all of it or nothing.
 * @param sql with one connection, for the settings of its session
 * @param date the day that the data leads up to
 * @throws {@link SeedRefused} when the database holds data and is not to be reset
 */
export async function seedDatabase(
  sql: postgres.Sql,
  { amounts, seed, reset }: SeedOptions,
  date: Date,
  progress: SeedProgress,
): Promise<void> {
  const random = new Random(seed);
  const faker = new Faker({ locale: [en, base] });
  faker.seed(seed);
  const password = await hashPassword(demoPassword);
  // For loading and for the vacuum, which runs outside of the transaction.
  await sql`set statement_timeout = 0`;
  // Vacuum marks a page as visible to all only when the commit of its rows has been written out.
  await sql`set synchronous_commit = on`;
  await sql.begin(async (transaction) => {
    // Nobody signs up or writes between the look and the load.
    await transaction`lock table teams in exclusive mode`;
    await makeRoom(transaction, reset);

    const load = async (table: string, columns: string, rows: Iterable<readonly Cell[]>) => {
      progress(table, await copyRows(transaction, `${table} (${columns})`, rows));
    };
    const teams = makeTeams(amounts);
    await load(
      'teams',
      'id, name',
      teams.map(({ id, name }) => [id, name]),
    );
    const users = makeUsers(amounts, faker);
    await loadUsers(load, users, { password, date });
    const customers = makeCustomers(amounts, { random, faker, date });
    await loadSearched(
      transaction,
      'customers',
      customerColumns,
      customers.map((customer) => [
        ...[customer.id, customer.teamId, customer.crmId, customer.name, customer.industry, customer.city],
        ...[customer.country, customer.contactName, customer.contactEmail, customer.annualRevenue],
        ...[customer.refreshedAt, documentTerms(customer.name)],
      ]),
    );
    progress('customers', customers.length);
    const proposals = makeProposals(amounts, { random, date, customers, users });
    await loadSearched(transaction, 'proposals', proposalColumns, proposals.map(proposalRow));
    progress('proposals', proposals.length);
    await load(
      'proposal_versions',
      'proposal_id, version, author_id, content, saved_at',
      versionRows(proposals, random),
    );
    const articles = makeArticles(amounts, { random, date });
    await loadArticles(transaction, articles);
    progress('articles', articles.length);
    await load('templates', 'id, locale, name, description, content', templateRows(random));
  });
  // Plans rest on statistics, and reading from an index alone on the map of visible pages.
  await sql`vacuum (analyze)`;
}

async function makeRoom(sql: postgres.TransactionSql, reset: boolean): Promise<void> {
  if (reset) {
    await sql`truncate teams, users, sessions, accounts, verifications, customers, proposals, proposal_versions,
      templates, articles, draft_requests, idempotency_keys`;
    return;
  }
  const [row] = await sql<{ filled: boolean }[]>`
    select exists (select from teams) or exists (select from articles) or exists (select from templates) as filled`;
  if (row?.filled) {
    throw new SeedRefused('The database holds data already; add --reset to delete it first.');
  }
}

type Load = (table: string, columns: string, rows: Iterable<readonly Cell[]>) => Promise<void>;

async function loadUsers(
  load: Load,
  users: readonly SeedUser[],
  { password, date }: { readonly password: string; readonly date: Date },
): Promise<void> {
  await load(
    'users',
    'id, name, email, email_verified, team_id, role, created_at, updated_at',
    users.map(({ id, name, email, teamId, role }) => [id, name, email, true, teamId, role, date, date]),
  );
  await load(
    'accounts',
    'id, account_id, provider_id, user_id, password, created_at, updated_at',
    users.map(({ id }) => [`account-${id}`, id, 'credential', id, password, date, date]),
  );
}

const customerColumns =
  'id, team_id, crm_id, name, industry, city, country, contact_name, contact_email, annual_revenue, refreshed_at';

const proposalColumns =
  'id, team_id, customer_id, author_id, title, status, value_cents, currency, version, created_at, updated_at';

function proposalRow(proposal: SeedProposal): Cell[] {
  const { id, customer, authorId, title, status, valueCents, currency, savedAt } = proposal;
  return [
    ...[id, customer.teamId, customer.id, authorId, title, status, valueCents, currency, savedAt.length],
    ...[savedAt[0] ?? null, savedAt.at(-1) ?? null, documentTerms(title)],
  ];
}

/** Loads rows whose last cell holds their search terms, by way of a table in which these are still text. */
async function loadSearched(
  sql: postgres.TransactionSql,
  table: 'customers' | 'proposals',
  columns: string,
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  await sql.unsafe(
    `create temporary table staged on commit drop as select ${columns}, '' as terms from ${table} limit 0`,
  );
  await copyRows(sql, `staged (${columns}, terms)`, rows);
  await sql.unsafe(
    `insert into ${table} (${columns}, search) select ${columns}, to_tsvector('simple', terms) from staged`,
  );
  await sql`drop table staged`;
}

function* versionRows(proposals: readonly SeedProposal[], random: Random): Generator<Cell[]> {
  for (const { id, authorId, phrases, offer, customer, savedAt } of proposals) {
    for (const [at, saved] of savedAt.entries()) {
      const content = makeText(phrases, random, { offer, customer: customer.name });
      yield [id, at + 1, authorId, JSON.stringify(content), saved];
    }
  }
}

async function loadArticles(
  sql: postgres.TransactionSql,
  articles: ReturnType<typeof makeArticles>,
): Promise<void> {
  const columns = 'id, locale, title, summary, body, topic, published_at';
  await sql.unsafe(`create temporary table staged on commit drop as
    select ${columns}, '' as title_terms, '' as summary_terms, '' as body_terms from articles limit 0`);
  await copyRows(
    sql,
    `staged (${columns}, title_terms, summary_terms, body_terms)`,
    articles.map(({ id, locale, title, summary, body, topic, publishedAt }) => [
      ...[id, locale, title, summary, body, topic, publishedAt],
      ...[documentTerms(title), documentTerms(summary), documentTerms(body)],
    ]),
  );
  for (const [locale, configuration] of Object.entries(searchConfigurations)) {
    const vector = (terms: string, weight: string) =>
      `setweight(to_tsvector('${configuration}', ${terms}), '${weight}')`;
    await sql.unsafe(
      `insert into articles (${columns}, search)
        select ${columns},
          ${vector('title_terms', 'A')} || ${vector('summary_terms', 'B')} || ${vector('body_terms', 'D')}
        from staged where locale = $1`,
      [locale],
    );
  }
  await sql`drop table staged`;
}

function* templateRows(random: Random): Generator<Cell[]> {
  for (const [locale, phrases] of [
    ['en', english],
    ['zh-TW', chinese],
  ] as const) {
    for (const { id, name, description } of phrases.templates) {
      yield [id, locale, name, description, JSON.stringify(makeTemplateText(phrases, random))];
    }
  }
}
