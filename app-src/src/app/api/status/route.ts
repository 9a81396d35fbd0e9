import { methods } from '../../../http/methods.ts';
import { route } from '../../../http/route.ts';
import { readStatus } from '../../../status/read-status.ts';
import { status } from '../../../status/status.ts';

const read = route({
  access: 'operator',
  operation: { id: 'readStatus', summary: 'The state of the replica that answers', tags: ['operations'] },
  responses: { 200: { description: 'Circuits, cache and dependencies', schema: status } },
  handle: async ({ runtime }) => ({ status: 200, body: await readStatus(runtime) }),
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: read });
