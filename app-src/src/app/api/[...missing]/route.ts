import { notFound } from '../../../http/problem.ts';
import { requestIdOf } from '../../../http/request-id.ts';

export const dynamic = 'force-dynamic';

/** Nothing else is served under this folder: the answer is a problem, not a page. */
const missing = (request: Request): Promise<Response> =>
  Promise.resolve(notFound().toResponse(requestIdOf(request.headers)));

export { missing as GET, missing as POST, missing as PUT, missing as PATCH, missing as DELETE };
