import { methods } from '../../../http/methods.ts';
import { route } from '../../../http/route.ts';
import { webVital } from '../../../telemetry/web-vital.ts';

const report = route({
  access: 'public',
  operation: {
    id: 'reportWebVital',
    summary: 'Report how a page felt in a real browser',
    tags: ['operations'],
  },
  body: webVital,
  maxBodyBytes: 2_048,
  responses: { 204: { description: 'Taken in' } },
  // A visit of one page sends five; many people may share an address.
  limit: { points: 600, seconds: 60, onFailure: 'allow' },
  handle: ({ runtime, body, request }) => {
    runtime.browserReports.measured(body, request.headers);
    return Promise.resolve({ status: 204 });
  },
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: report });
