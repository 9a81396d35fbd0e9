import { z } from 'zod';
import { apiRoutes } from '../../../http/api-routes.ts';
import { methods } from '../../../http/methods.ts';
import { describeApi } from '../../../http/openapi.ts';
import { route } from '../../../http/route.ts';

let described: ReturnType<typeof describeApi> | undefined;

const read = route({
  access: 'public',
  operation: { id: 'describeApi', summary: 'This description', tags: ['operations'] },
  responses: {
    200: { description: 'An OpenAPI 3.1 document.', schema: z.looseObject({ openapi: z.string() }) },
  },
  handle({ runtime }) {
    described ??= describeApi(
      { ...apiRoutes, '/api/openapi.json': { GET: read } },
      `${runtime.auth.secureCookies ? '__Secure-' : ''}holdfast.session_token`,
    );
    return Promise.resolve({
      status: 200,
      body: described,
      headers: { 'Cache-Control': 'public, max-age=300', Vary: 'Accept-Encoding' },
    });
  },
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: read });
