import { z } from 'zod';
import { answerOf, cachedAnswerHeaders } from '../../../cache/cached-answer.ts';
import { methods } from '../../../http/methods.ts';
import { route } from '../../../http/route.ts';
import { defaultLocale, locales } from '../../../i18n/locales.ts';
import { searchResults } from '../../../knowledge/article.ts';
import { cachedSearch } from '../../../knowledge/cached-search.ts';
import { longestQuery } from '../../../knowledge/search-limits.ts';

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
  handle: async ({ runtime: { readThrough, database }, user: { teamId }, query: { q, locale } }) =>
    answerOf(
      readThrough,
      await cachedSearch({ readThrough, orm: database.orm }, { teamId, locale, query: q }),
    ),
});

export const { POST, PUT, PATCH, DELETE } = methods({ GET });
