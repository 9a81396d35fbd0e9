import { methods } from '../../../http/methods.ts';
import { route } from '../../../http/route.ts';
import { browserError } from '../../../telemetry/browser-error.ts';

const report = route({
  access: 'public',
  operation: {
    id: 'reportBrowserError',
    summary: 'Report an error that a page met in a browser',
    tags: ['operations'],
  },
  body: browserError,
  maxBodyBytes: 16_384,
  responses: { 204: { description: 'Taken in' } },
  // A page sends five at the most.
  limit: { points: 60, seconds: 60, onFailure: 'refuse' },
  handle: ({ runtime, body, request }) => {
    runtime.browserReports.failed(body, request.headers);
    return Promise.resolve({ status: 204 });
  },
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: report });
