import { z } from 'zod';
import { cacheKey } from '../../../../../../cache/cache-key.ts';
import { cacheKinds } from '../../../../../../cache/cache-kinds.ts';
import { cachedAnswer, cachedAnswerHeaders } from '../../../../../../cache/cached-answer.ts';
import { methods } from '../../../../../../http/methods.ts';
import { route } from '../../../../../../http/route.ts';
import { findVersion } from '../../../../../../proposals/proposal-queries.ts';
import { proposalVersionText } from '../../../../../../proposals/proposal-version-text.ts';

export const GET = route({
  access: 'member',
  operation: { id: 'readVersion', summary: 'One saved text of a proposal', tags: ['proposals'] },
  params: z.strictObject({ id: z.uuid(), version: z.coerce.number().int().min(1).max(2_147_483_647) }),
  responses: {
    200: { description: 'The version.', schema: proposalVersionText, headers: cachedAnswerHeaders },
  },
  cache: 'private',
  handle: ({ runtime, user: { teamId }, params: { id, version } }) =>
    cachedAnswer(runtime.readThrough, {
      ...cacheKinds.version,
      key: cacheKey('version', teamId, id, version),
      load: () => findVersion(runtime.database.orm, { teamId, id, version }),
    }),
});

export const { POST, PUT, PATCH, DELETE } = methods({ GET });
