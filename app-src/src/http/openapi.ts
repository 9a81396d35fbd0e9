import type { ZodObject } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { problemBody } from './problem-body.ts';
import type { RouteDefinition } from './route-definition.ts';

/** Route modules by their address, with parameters as `{name}`. */
export type RouteModules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Describes the API in OpenAPI 3.1, from the schemas that its routes check requests and answers with. */
export function describeApi(modules: RouteModules, cookieName: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const [address, module] of Object.entries(modules)) {
    const operations = Object.entries(module).flatMap(([method, handler]) => {
      const definition = definitionOf(handler);
      return definition === undefined ? [] : [[method.toLowerCase(), operation(definition)] as const];
    });
    if (operations.length > 0) {
      paths[address] = Object.fromEntries(operations);
    }
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Holdfast',
      version: '1.0.0',
      description:
        'Find knowledge, know the customer, write the proposal. Every error is a problem document (RFC 9457). Writes need the header Origin of this product.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookieName } },
    },
  });
}

/** The description that a handler made by `route` carries. */
export function definitionOf(handler: unknown): RouteDefinition | undefined {
  return typeof handler === 'function' && 'definition' in handler
    ? (handler.definition as RouteDefinition)
    : undefined;
}

function operation(definition: RouteDefinition): ZodOpenApiOperationObject {
  const { access, operation: about, params, query, body } = definition;
  return {
    operationId: about.id,
    summary: about.summary,
    ...(about.description !== undefined && { description: about.description }),
    tags: [...about.tags],
    security: access === 'public' ? [] : [{ session: [] }],
    requestParams: {
      ...(params !== undefined && { path: params as ZodObject }),
      ...(query !== undefined && { query: query as ZodObject }),
    },
    ...(definition.idempotent && { parameters: [idempotencyKey] }),
    ...(body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
    }),
    responses: responses(definition),
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Chosen by the client for this write. Sent again within a day, the recorded answer comes back.',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
} as const;

function responses(definition: RouteDefinition): ZodOpenApiResponsesObject {
  const declared = Object.entries(definition.responses).map(([status, response]) => {
    const media = response.mediaType ?? 'application/json';
    const content =
      response.schema === undefined && response.mediaType === undefined
        ? {}
        : { content: { [media]: { schema: response.schema ?? { type: 'string' as const } } } };
    const headers = Object.fromEntries(
      Object.entries(response.headers ?? {}).map(([name, description]) => [
        name,
        { description, schema: { type: 'string' as const } },
      ]),
    );
    return [status, { description: response.description, headers, ...content }] as const;
  });
  const error = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: problemBody } },
  });
  return {
    ...Object.fromEntries(declared),
    ...(definition.access !== 'public' && { '401': error('Nobody is signed in.') }),
    ...(definition.limit !== undefined && { '429': error('There were too many requests.') }),
    ...(definition.idempotent && {
      '422': error('The idempotency key belongs to another request.'),
    }),
    '503': error('A dependency is away; Retry-After tells when to ask again.'),
    default: error('Why the request was refused or failed.'),
  };
}
