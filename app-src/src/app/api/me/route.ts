import { changeName, profileChange } from '../../../accounts/profile.ts';
import { sessionUser } from '../../../accounts/session-user.ts';
import { methods } from '../../../http/methods.ts';
import { route } from '../../../http/route.ts';

const read = route({
  access: 'member',
  operation: { id: 'readMe', summary: 'Who is signed in', tags: ['accounts'] },
  responses: { 200: { description: 'The user.', schema: sessionUser } },
  cache: 'private',
  handle: ({ user }) => Promise.resolve({ status: 200, body: user }),
});

const change = route({
  access: 'member',
  operation: { id: 'changeMe', summary: 'Change my name', tags: ['accounts'] },
  body: profileChange,
  responses: { 200: { description: 'The user as changed.', schema: sessionUser } },
  idempotent: true,
  async handle({ runtime, orm, user, sessionToken, body, afterCommit }) {
    await changeName(orm, user.id, body.name);
    // The copy of the session holds the old name. Those of the user's other browsers are renewed within a minute.
    afterCommit(() => runtime.auth.storage.delete(sessionToken));
    return { status: 200, body: { ...user, name: body.name } };
  },
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: read, PATCH: change });
