import { z } from 'zod';
import { cacheKey } from '../../../cache/cache-key.ts';
import { cacheKinds } from '../../../cache/cache-kinds.ts';
import { cachedAnswer, cachedAnswerHeaders } from '../../../cache/cached-answer.ts';
import { methods } from '../../../http/methods.ts';
import { route } from '../../../http/route.ts';
import { defaultLocale, type Locale, locales } from '../../../i18n/locales.ts';
import { searchResults } from '../../../knowledge/article.ts';
import { longestQuery } from '../../../knowledge/search-limits.ts';
import { findArticles, search } from '../../../knowledge/search-queries.ts';
import type { AppRuntime } from '../../../runtime/app-runtime.ts';

export const GET = route({
  access: 'member',
  operation: {
    id: 'search',
    summary: 'Find articles, and customers and proposals of the team',
    tags: ['knowledge'],
  },
  query: z.strictObject({
    q: z.string().trim().min(1).max(longestQuery),
    /** The language of the articles. */
    locale: z.enum(locales).default(defaultLocale),
  }),
  responses: {
    200: {
      description: 'What was found, best first.',
      schema: searchResults,
      headers: cachedAnswerHeaders,
    },
  },
  cache: 'private',
  // Text search is the dearest read; a person types less than this.
  limit: { points: 120, seconds: 60, onFailure: 'allow' },
  handle: ({ runtime, user: { teamId }, query: { q, locale } }) =>
    cachedAnswer(runtime.readThrough, {
      ...cacheKinds.search,
      key: cacheKey('search', teamId, locale, q),
      load: () => search(runtime.database.orm, { teamId, locale, query: q }, foundArticles(runtime)),
    }),
});

/** Keeps what is found for all teams. */
function foundArticles({ readThrough, database }: AppRuntime) {
  return async (locale: Locale, terms: string) => {
    const read = await readThrough.get({
      ...cacheKinds.foundArticles,
      key: cacheKey('foundArticles', locale, terms),
      load: () => findArticles(database.orm, locale, terms),
    });
    return read.value;
  };
}

export const { POST, PUT, PATCH, DELETE } = methods({ GET });
