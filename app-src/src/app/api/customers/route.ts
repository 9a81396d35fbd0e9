import { z } from 'zod';
import { cacheKey } from '../../../cache/cache-key.ts';
import { cacheKinds } from '../../../cache/cache-kinds.ts';
import { cachedAnswer, cachedAnswerHeaders } from '../../../cache/cached-answer.ts';
import { customerPage } from '../../../customers/customer.ts';
import { listCustomers } from '../../../customers/customer-queries.ts';
import { refusingForeignCursors } from '../../../http/foreign-cursor.ts';
import { methods } from '../../../http/methods.ts';
import { pageLimit } from '../../../http/page-limit.ts';
import { route } from '../../../http/route.ts';

export const GET = route({
  access: 'member',
  operation: { id: 'listCustomers', summary: "The team's customers, by name", tags: ['customers'] },
  query: z.strictObject({
    /** Words that the name must have, the last perhaps unfinished. */
    q: z.string().trim().max(200).optional(),
    cursor: z.string().max(4_000).optional(),
    limit: pageLimit,
  }),
  responses: {
    200: { description: 'A page of customers.', schema: customerPage, headers: cachedAnswerHeaders },
  },
  cache: 'private',
  handle: ({ runtime, user: { teamId }, query: { q, cursor, limit } }) =>
    refusingForeignCursors(() =>
      cachedAnswer(runtime.readThrough, {
        ...cacheKinds.customers,
        key: cacheKey('customers', teamId, q ?? '', cursor ?? '', limit),
        load: () => listCustomers(runtime.database.orm, { teamId, q, cursor, limit }),
      }),
    ),
});

export const { POST, PUT, PATCH, DELETE } = methods({ GET });
