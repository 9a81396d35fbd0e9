import type { z } from 'zod';
import { readSession } from '../accounts/session.ts';
import type { SessionUser } from '../accounts/session-user.ts';
import type { AppRuntime } from '../runtime/app-runtime.ts';
import { currentRuntime } from '../runtime/current-runtime.ts';
import { inRequest } from '../telemetry/request-context.ts';
import { defaultDeadlineMilliseconds, withDeadline } from './deadline.ts';
import { problemOf } from './failure.ts';
import { answerOnce } from './idempotency.ts';
import { forbidden, unauthorised } from './problem.ts';
import { enforceLimit } from './rate-limit.ts';
import { requestIdOf } from './request-id.ts';
import { type PathParameters, readInput } from './request-input.ts';
import { toResponse } from './response.ts';
import type { Access, RouteDefinition } from './route-definition.ts';
import { requireSameOrigin } from './same-origin.ts';

/** What Next.js hands to a route handler beside the request. */
export interface RouteArguments {
  readonly params: Promise<PathParameters>;
}

/** A route handler of Next.js that knows its own description. */
export interface RouteHandler {
  (request: Request, route?: RouteArguments): Promise<Response>;
  readonly definition: RouteDefinition;
}

/**
 * Makes a route handler that does for every route what every route needs: a request id, a deadline, the session, the origin of writes, the
 * rate limit, input and output checked against their schemas, idempotency keys, and one shape of errors.
 */
export function route<
  A extends Access,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(definition: RouteDefinition<A, Params, Query, Body>): RouteHandler {
  // The handler's parameter types follow from the schemas, which `serve` applies before it calls the handler.
  const general = definition as unknown as RouteDefinition;
  const handler = (request: Request, route?: RouteArguments) => measured(general, request, route);
  return Object.assign(handler, { definition: general });
}

async function measured(
  definition: RouteDefinition,
  request: Request,
  route: RouteArguments | undefined,
): Promise<Response> {
  const start = performance.now();
  const requestId = requestIdOf(request.headers);
  const response = await inRequest(requestId, () => answer(definition, request, route, requestId));
  currentRuntime().observations.answered({
    operation: definition.operation.id,
    method: request.method,
    status: response.status,
    milliseconds: performance.now() - start,
  });
  return response;
}

async function answer(
  definition: RouteDefinition,
  request: Request,
  route: RouteArguments | undefined,
  requestId: string,
): Promise<Response> {
  const runtime = currentRuntime();
  // The ids of the request and its trace are put on every line that is written while it is handled.
  const log = runtime.logger.child({ operation: definition.operation.id });
  try {
    return await withDeadline(
      request.signal,
      definition.deadlineMilliseconds ?? defaultDeadlineMilliseconds,
      (signal) => serve({ definition, request, route, requestId, runtime, log, signal }),
    );
  } catch (error) {
    const problem = problemOf(error, log);
    runtime.observations.refused(definition.operation.id, problem, error);
    return problem.toResponse(requestId);
  }
}

interface Serving {
  readonly definition: RouteDefinition;
  readonly request: Request;
  readonly route: RouteArguments | undefined;
  readonly requestId: string;
  readonly runtime: AppRuntime;
  readonly log: AppRuntime['logger'];
  readonly signal: AbortSignal;
}

async function serve(serving: Serving): Promise<Response> {
  const { definition, request, route, requestId, runtime, log, signal } = serving;
  requireSameOrigin(request, runtime.publicOrigins);
  const session = definition.access === 'public' ? undefined : await readSession(runtime, request.headers);
  const user = permitted(definition.access, session?.user);
  const headers = await enforceLimit(runtime, definition, user?.id, request.headers);
  const input = await readInput(definition, request, (await route?.params) ?? {});
  const context = {
    ...{ request, requestId, runtime, log, signal, ...input },
    user: user as SessionUser,
    sessionToken: session?.token as string,
  };
  const result = await answerOnce(definition, context);
  return toResponse({
    request,
    definition,
    result: { ...result, headers: { ...headers, ...result.headers } },
    requestId,
    cookies: [...(session?.cookies ?? []), ...(result.cookies ?? [])],
  });
}

/** @throws `Problem` 401 or 403 when this user may not use the route */
function permitted(access: Access, user: SessionUser | undefined): SessionUser | undefined {
  if (access !== 'public' && user === undefined) {
    throw unauthorised();
  }
  if (access === 'operator' && user?.role !== 'operator') {
    throw forbidden('This is for those who run the service.');
  }
  return user;
}
