import { z } from 'zod';
import { cacheKey } from '../../../../../cache/cache-key.ts';
import { cacheKinds } from '../../../../../cache/cache-kinds.ts';
import { cachedAnswer, cachedAnswerHeaders } from '../../../../../cache/cached-answer.ts';
import { methods } from '../../../../../http/methods.ts';
import { route } from '../../../../../http/route.ts';
import { proposalVersion } from '../../../../../proposals/proposal.ts';
import { listVersions } from '../../../../../proposals/proposal-queries.ts';

export const GET = route({
  access: 'member',
  operation: { id: 'listVersions', summary: 'The saved versions of a proposal', tags: ['proposals'] },
  params: z.strictObject({ id: z.uuid() }),
  responses: {
    200: {
      description: 'Who saved which version when, newest first.',
      schema: z.array(proposalVersion),
      headers: cachedAnswerHeaders,
    },
  },
  cache: 'private',
  handle: ({ runtime, user: { teamId }, params: { id } }) =>
    cachedAnswer(runtime.readThrough, {
      ...cacheKinds.versions,
      key: cacheKey('versions', teamId, id),
      load: () => listVersions(runtime.database.orm, { teamId, id }),
    }),
});

export const { POST, PUT, PATCH, DELETE } = methods({ GET });
