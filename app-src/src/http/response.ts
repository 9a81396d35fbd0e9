import { createHash } from 'node:crypto';
import type { RouteDefinition, RouteResult } from './route-definition.ts';

/**
 * The body of an answer, checked against the schema of its status. What the schema does not name is left out, so a column that is read by
 * accident is not told.
 * @throws when the answer does not fit, which is a defect of the handler
 */
export function checkedBody(definition: RouteDefinition, result: RouteResult): unknown {
  const response = definition.responses[result.status];
  if (response === undefined) {
    throw new Error(`${definition.operation.id} answered ${result.status}, which it does not declare.`);
  }
  if (response.schema === undefined) {
    return undefined;
  }
  const parsed = response.schema.safeParse(result.body);
  if (!parsed.success) {
    throw new Error(`The answer of ${definition.operation.id} does not fit its schema.`, {
      cause: parsed.error,
    });
  }
  return parsed.data;
}

export interface ResponseParts {
  readonly request: Request;
  readonly definition: RouteDefinition;
  readonly result: RouteResult;
  readonly requestId: string;
  readonly cookies: readonly string[];
}

/** The HTTP answer to a handled request. `result.body` has been checked. */
export function toResponse({ request, definition, result, requestId, cookies }: ResponseParts): Response {
  const headers = new Headers({
    'X-Request-Id': requestId,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': definition.cache === 'private' ? 'private, no-cache' : 'private, no-store',
    // The edge keeps nothing of this; should anything else on the way keep it, then never for another user.
    Vary: 'Cookie',
    ...result.headers,
  });
  for (const cookie of cookies) {
    headers.append('Set-Cookie', cookie);
  }
  if (result.stream !== undefined) {
    return new Response(result.stream, { status: result.status, headers });
  }
  if (result.body === undefined) {
    return new Response(null, { status: result.status, headers });
  }
  const text = JSON.stringify(result.body);
  headers.set('Content-Type', 'application/json');
  // A stored answer would keep headers that told of an outage, because a 304 adds headers and removes none.
  const storable = !headers.get('Cache-Control')?.includes('no-store');
  if (definition.cache === 'private' && storable && result.status === 200) {
    const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
    headers.set('ETag', tag);
    if (request.headers.get('if-none-match')?.split(/, */).includes(tag)) {
      headers.delete('Content-Type');
      return new Response(null, { status: 304, headers });
    }
  }
  return new Response(text, { status: result.status, headers });
}
