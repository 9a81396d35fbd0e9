import { z } from 'zod';
import { listSessions, sessionEntry } from '../../../../accounts/session-list.ts';
import { methods } from '../../../../http/methods.ts';
import { route } from '../../../../http/route.ts';

const list = route({
  access: 'member',
  operation: { id: 'listSessions', summary: 'The browsers in which I am signed in', tags: ['accounts'] },
  responses: { 200: { description: 'The newest first.', schema: z.array(sessionEntry) } },
  handle: async ({ runtime, user, sessionToken }) => ({
    status: 200,
    body: await listSessions(runtime.database.orm, user.id, sessionToken),
  }),
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: list });
