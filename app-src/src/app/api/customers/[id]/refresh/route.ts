import { z } from 'zod';
import { refreshCustomer } from '../../../../../crm/customer-refresh.ts';
import { customer } from '../../../../../customers/customer.ts';
import { methods } from '../../../../../http/methods.ts';
import { notFound } from '../../../../../http/problem.ts';
import { route } from '../../../../../http/route.ts';

const refresh = route({
  access: 'member',
  operation: {
    id: 'refreshCustomer',
    summary: 'Ask the CRM for the newest state of a customer',
    tags: ['customers'],
    description: 'While the CRM does not answer, the last known copy is told, with freshness `stale`.',
  },
  params: z.object({ id: z.uuid() }),
  responses: { 200: { description: 'The customer', schema: customer } },
  limit: { points: 30, seconds: 60, onFailure: 'allow' },
  async handle({ params: { id }, user, runtime }) {
    const found = await refreshCustomer(runtime, { teamId: user.teamId, id });
    if (found === undefined) {
      throw notFound();
    }
    return { status: 200, body: found };
  },
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: refresh });
