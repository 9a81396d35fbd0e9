import { cacheKey } from '../cache/cache-key.ts';
import { cacheKinds } from '../cache/cache-kinds.ts';
import type { Read, ReadThrough } from '../cache/read-through.ts';
import type { Orm } from '../database/orm.ts';
import type { SearchResults } from './article.ts';
import { findArticles, findCustomers, findProposals, type Search } from './search-queries.ts';
import { queryTerms } from './search-terms.ts';

/**
 * Searches through the cache. What is found of each kind is kept for as long as that kind stays as it is, and articles for all teams.
 * @throws what the database throws, unless it is away and there are old copies of all three
 */
export async function cachedSearch(
  { readThrough, orm }: { readonly readThrough: ReadThrough; readonly orm: Orm },
  { teamId, locale, query }: Search,
): Promise<Read<SearchResults>> {
  const terms = queryTerms(query);
  if (terms === undefined) {
    return { value: { query, articles: [], customers: [], proposals: [] }, ageSeconds: 0, from: 'source' };
  }
  const [articles, customers, proposals] = await Promise.all([
    readThrough.get({
      ...cacheKinds.foundArticles,
      key: cacheKey('foundArticles', locale, terms),
      load: () => findArticles(orm, { locale, terms }),
    }),
    readThrough.get({
      ...cacheKinds.foundCustomers,
      key: cacheKey('foundCustomers', teamId, terms),
      load: async () => findCustomers(orm, { teamId, terms }),
    }),
    readThrough.get({
      ...cacheKinds.foundProposals,
      key: cacheKey('foundProposals', teamId, terms),
      load: async () => findProposals(orm, { teamId, terms }),
    }),
  ]);
  const old = [articles, customers, proposals].filter(({ from }) => from === 'stale');
  return {
    value: { query, articles: articles.value, customers: customers.value, proposals: proposals.value },
    ageSeconds: Math.max(0, ...old.map(({ ageSeconds }) => ageSeconds)),
    from: old.length > 0 ? 'stale' : proposals.from,
  };
}
