import { z } from 'zod';
import { cacheKey } from '../../../cache/cache-key.ts';
import { cacheKinds } from '../../../cache/cache-kinds.ts';
import { cachedAnswer, cachedAnswerHeaders } from '../../../cache/cached-answer.ts';
import { methods } from '../../../http/methods.ts';
import { route } from '../../../http/route.ts';
import { defaultLocale, locales } from '../../../i18n/locales.ts';
import { templateSummary } from '../../../templates/template.ts';
import { listTemplates } from '../../../templates/template-queries.ts';

export const GET = route({
  access: 'member',
  operation: { id: 'listTemplates', summary: 'Texts to start a proposal from', tags: ['proposals'] },
  query: z.strictObject({ locale: z.enum(locales).default(defaultLocale) }),
  responses: {
    200: {
      description: 'The templates of a language, by name.',
      schema: z.array(templateSummary),
      headers: cachedAnswerHeaders,
    },
  },
  cache: 'private',
  handle: ({ runtime, query: { locale } }) =>
    cachedAnswer(runtime.readThrough, {
      ...cacheKinds.templates,
      key: cacheKey('templates', locale),
      load: () => listTemplates(runtime.database.orm, { locale }),
    }),
});

export const { POST, PUT, PATCH, DELETE } = methods({ GET });
