import { Problem } from './problem.ts';
import { requestIdOf } from './request-id.ts';
import type { RouteHandler } from './route.ts';

const methodNames = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

type Method = (typeof methodNames)[number];

/** A handler that Next.js calls for one method. */
type Handler = RouteHandler | ((request: Request) => Promise<Response>);

/**
 * The handlers of one address: those given, and for every other method an answer that names the allowed ones. Next.js itself would answer
 * without a body. Use it as `export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: route(...) })`.
 */
export function methods(handlers: Partial<Record<Method, RouteHandler>>): Record<Method, Handler> {
  const allow = methodNames.filter((method) => handlers[method] !== undefined);
  const refuse = (request: Request) => Promise.resolve(methodNotAllowed(request, allow));
  const entries = methodNames.map((method) => [method, handlers[method] ?? refuse] as const);
  return Object.fromEntries(entries) as Record<Method, Handler>;
}

function methodNotAllowed(request: Request, allow: readonly Method[]): Response {
  const names = allow.includes('GET') ? [...allow, 'HEAD'] : allow;
  return new Problem({
    status: 405,
    code: 'method-not-allowed',
    title: 'This address does not take this method.',
    headers: { Allow: [...names, 'OPTIONS'].join(', ') },
  }).toResponse(requestIdOf(request.headers));
}
