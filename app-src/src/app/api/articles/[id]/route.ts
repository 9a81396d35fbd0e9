import { z } from 'zod';
import { cacheKey } from '../../../../cache/cache-key.ts';
import { cacheKinds } from '../../../../cache/cache-kinds.ts';
import { cachedAnswer, cachedAnswerHeaders } from '../../../../cache/cached-answer.ts';
import { methods } from '../../../../http/methods.ts';
import { route } from '../../../../http/route.ts';
import { article } from '../../../../knowledge/article.ts';
import { findArticle } from '../../../../knowledge/article-queries.ts';

export const GET = route({
  access: 'member',
  operation: { id: 'readArticle', summary: 'An article of the knowledge base', tags: ['knowledge'] },
  params: z.strictObject({ id: z.uuid() }),
  responses: { 200: { description: 'The article.', schema: article, headers: cachedAnswerHeaders } },
  cache: 'private',
  handle: ({ runtime, params: { id } }) =>
    cachedAnswer(runtime.readThrough, {
      ...cacheKinds.article,
      key: cacheKey('article', id),
      load: () => findArticle(runtime.database.orm, { id }),
    }),
});

export const { POST, PUT, PATCH, DELETE } = methods({ GET });
