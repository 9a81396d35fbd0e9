import { z } from 'zod';
import { deleteOtherSessions } from '../../../../accounts/session-list.ts';
import { methods } from '../../../../http/methods.ts';
import { route } from '../../../../http/route.ts';

const revoke = route({
  access: 'member',
  operation: { id: 'revokeOtherSessions', summary: 'Sign out everywhere else', tags: ['accounts'] },
  responses: {
    200: { description: 'Only this browser is signed in.', schema: z.object({ ended: z.int() }) },
  },
  async handle({ runtime, user, sessionToken }) {
    const ended = await deleteOtherSessions(runtime.database.orm, user.id, sessionToken);
    await Promise.all(ended.map((token) => runtime.auth.storage.delete(token)));
    return { status: 200, body: { ended: ended.length } };
  },
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: revoke });
