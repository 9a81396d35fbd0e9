import { credentials, signedIn, signIn } from '../../../../../accounts/sign-in.ts';
import { addressLimit } from '../../../../../accounts/sign-in-limits.ts';
import { methods } from '../../../../../http/methods.ts';
import { route } from '../../../../../http/route.ts';

const start = route({
  access: 'public',
  operation: {
    id: 'signIn',
    summary: 'Sign in with an e-mail address and a password',
    tags: ['accounts'],
    description: 'The answer sets the cookies that later requests are recognised by.',
  },
  body: credentials,
  responses: { 200: { description: 'Who is signed in now.', schema: signedIn } },
  limit: addressLimit,
  async handle({ runtime, request, body }) {
    const { user, cookies } = await signIn(runtime, request.headers, body);
    return { status: 200, body: { user }, cookies };
  },
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: start });
