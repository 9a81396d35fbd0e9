import { z } from 'zod';
import { cacheKey } from '../../../../cache/cache-key.ts';
import { cacheKinds } from '../../../../cache/cache-kinds.ts';
import { cachedAnswer, cachedAnswerHeaders } from '../../../../cache/cached-answer.ts';
import { customer } from '../../../../customers/customer.ts';
import { findCustomer } from '../../../../customers/customer-queries.ts';
import { methods } from '../../../../http/methods.ts';
import { route } from '../../../../http/route.ts';

export const GET = route({
  access: 'member',
  operation: {
    id: 'readCustomer',
    summary: 'A customer as the CRM last told, with the proposals made for it',
    tags: ['customers'],
    description: 'Starts a refresh from the CRM when the copy is older than 15 minutes.',
  },
  params: z.strictObject({ id: z.uuid() }),
  responses: { 200: { description: 'The customer.', schema: customer, headers: cachedAnswerHeaders } },
  cache: 'private',
  handle: async ({ runtime, user: { teamId }, params: { id } }) => {
    const { body: copy, ...answer } = await cachedAnswer(runtime.readThrough, {
      ...cacheKinds.customer,
      key: cacheKey('customer', teamId, id),
      load: () => findCustomer(runtime.database.orm, { teamId, id }),
    });
    return { ...answer, body: runtime.crm.present({ teamId, copy }) };
  },
});

export const { POST, PUT, PATCH, DELETE } = methods({ GET });
