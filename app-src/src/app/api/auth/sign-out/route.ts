import { z } from 'zod';
import { signOut } from '../../../../accounts/sign-out.ts';
import { methods } from '../../../../http/methods.ts';
import { route } from '../../../../http/route.ts';

const end = route({
  access: 'public',
  operation: {
    id: 'signOut',
    summary: 'Sign out of this browser',
    tags: ['accounts'],
    description: 'Answers the same to a browser that is not signed in.',
  },
  responses: {
    200: { description: 'The session has ended.', schema: z.object({ success: z.literal(true) }) },
  },
  async handle({ runtime, request }) {
    const cookies = await signOut(runtime, request.headers);
    return { status: 200, body: { success: true }, cookies };
  },
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: end });
