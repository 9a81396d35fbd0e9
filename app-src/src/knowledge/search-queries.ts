import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Orm } from '../database/orm.ts';
import { articles, customers, proposals } from '../database/schema/index.ts';
import type { Locale } from '../i18n/locales.ts';
import type { ArticleSummary, SearchResults } from './article.ts';
import { articleSummaryColumns } from './article-queries.ts';
import { queryTerms } from './search-terms.ts';
import { searchConfigurations } from './search-vector.ts';

export interface Search {
  readonly teamId: string;
  /** The language of the articles; customers and proposals are found in any. */
  readonly locale: Locale;
  readonly query: string;
}

interface OfTeam {
  readonly teamId: string;
  /** From `queryTerms`. */
  readonly terms: string;
}

/** The most matches that are ranked: 3 to 10 ms of work. */
const rankedArticles = 400;

const articleLimit = 20;
const otherLimit = 10;

/**
 * What the words of a query find, best first: articles of a language, and customers and proposals of a team. Three statements side by
 * side, whatever they find; each starts at an index that holds language or team together with the words.
 */
export async function search(orm: Orm, { teamId, locale, query }: Search): Promise<SearchResults> {
  const terms = queryTerms(query);
  if (terms === undefined) {
    return { query, articles: [], customers: [], proposals: [] };
  }
  const [foundArticles, foundCustomers, foundProposals] = await Promise.all([
    findArticles(orm, { locale, terms }),
    findCustomers(orm, { teamId, terms }),
    findProposals(orm, { teamId, terms }),
  ]);
  return { query, articles: foundArticles, customers: foundCustomers, proposals: foundProposals };
}

/**
 * Ranks the newest articles that match: reading the words of every match of a common one would take longer than all else together. For
 * a rare word the matches come from `articles_locale_search`; for a common one `articles_published` meets enough of them soon.
 */
export async function findArticles(
  orm: Orm,
  { locale, terms }: { readonly locale: Locale; readonly terms: string },
): Promise<ArticleSummary[]> {
  const wanted = sql`to_tsquery(${searchConfigurations[locale]}::regconfig, ${terms})`;
  const candidates = orm
    .select({ ...articleSummaryColumns, search: articles.search })
    .from(articles)
    .where(and(eq(articles.locale, locale), matches(articles.search, wanted)))
    .orderBy(sql`${articles.publishedAt} desc`, sql`${articles.id} desc`)
    .limit(rankedArticles)
    .as('candidates');
  const rows = await orm
    .select({
      id: candidates.id,
      title: candidates.title,
      summary: candidates.summary,
      topic: candidates.topic,
      publishedAt: candidates.publishedAt,
    })
    .from(candidates)
    .orderBy(
      sql`ts_rank(${candidates.search}, ${wanted}) desc`,
      sql`${candidates.publishedAt} desc`,
      candidates.id,
    )
    .limit(articleLimit);
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
}

/** The customers of a team that all words are found in, by name. */
export function findCustomers(orm: Orm, { teamId, terms }: OfTeam) {
  return orm
    .select({ id: customers.id, name: customers.name, industry: customers.industry })
    .from(customers)
    .where(and(eq(customers.teamId, teamId), matches(customers.search, simpleQuery(terms))))
    .orderBy(customers.name, customers.id)
    .limit(otherLimit);
}

/**
 * The proposals of a team that all words are found in, the newest first. The sum is none of an index: in a plan for any words PostgreSQL
 * would read the team's proposals from the newest on until ten match, which is all of them for a rare word.
 */
export function findProposals(orm: Orm, { teamId, terms }: OfTeam) {
  return orm
    .select({ id: proposals.id, title: proposals.title, status: proposals.status })
    .from(proposals)
    .where(and(eq(proposals.teamId, teamId), matches(proposals.search, simpleQuery(terms))))
    .orderBy(sql`${proposals.updatedAt} + interval '0' desc`, sql`${proposals.id} desc`)
    .limit(otherLimit);
}

/** The query on names and titles, which are kept as whole words. */
export function simpleQuery(terms: string): SQL {
  return sql`to_tsquery('simple', ${terms})`;
}

function matches(
  column: typeof articles.search | typeof customers.search | typeof proposals.search,
  query: SQL,
) {
  return sql`${column} @@ ${query}`;
}
