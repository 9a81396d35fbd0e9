import { cacheKey } from '../../../cache/cache-key.ts';
import { cacheKinds } from '../../../cache/cache-kinds.ts';
import { cachedAnswer, cachedAnswerHeaders } from '../../../cache/cached-answer.ts';
import { dashboard } from '../../../dashboard/dashboard.ts';
import { readDashboard } from '../../../dashboard/dashboard-queries.ts';
import { methods } from '../../../http/methods.ts';
import { route } from '../../../http/route.ts';

export const GET = route({
  access: 'member',
  operation: {
    id: 'readDashboard',
    summary: "The team's pipeline and its last changed proposals",
    tags: ['dashboard'],
  },
  responses: {
    200: { description: 'The dashboard.', schema: dashboard, headers: cachedAnswerHeaders },
  },
  cache: 'private',
  handle: ({ runtime, user: { teamId } }) =>
    cachedAnswer(runtime.readThrough, {
      ...cacheKinds.dashboard,
      key: cacheKey('dashboard', teamId),
      load: () => readDashboard(runtime.database.orm, { teamId }),
    }),
});

export const { POST, PUT, PATCH, DELETE } = methods({ GET });
