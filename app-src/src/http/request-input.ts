import type { z } from 'zod';
import { invalid, issuesOf, notFound } from './problem.ts';
import { readJsonBody } from './request-body.ts';
import type { RouteDefinition } from './route-definition.ts';
import { isStorable } from './storable-text.ts';

/** The parts of the path that a route names, as Next.js hands them over. */
export type PathParameters = Readonly<Record<string, string | string[] | undefined>>;

export interface RouteInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/**
 * Reads and checks what a request brings.
 * @throws `Problem` 404 for a path that can name nothing, 400 for a query or a body that does not fit, and those of `readJsonBody`
 */
export async function readInput(
  definition: RouteDefinition,
  request: Request,
  path: PathParameters,
): Promise<RouteInput> {
  const params = definition.params?.safeParse(path);
  if (
    params?.success === false ||
    !Object.values(path)
      .flat()
      .every((part) => isStorable(part ?? ''))
  ) {
    throw notFound();
  }
  return {
    params: params?.data,
    query: definition.query && checked('query', definition.query, queryOf(request)),
    body:
      definition.body &&
      checked('body', definition.body, await readJsonBody(request, definition.maxBodyBytes)),
  };
}

function checked(part: 'query' | 'body', schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw invalid(issuesOf(part, parsed.error));
  }
  return parsed.data;
}

/** @throws `Problem` 400 for a text that cannot be, and a parameter that comes twice: a proxy may have looked at the other one */
function queryOf(request: Request): Record<string, string> {
  const { searchParams } = new URL(request.url);
  const names = [...searchParams.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw invalid([{ at: `query/${twice}`, message: 'give this parameter once' }]);
  }
  const odd = names.find((name) => !isStorable(searchParams.get(name) ?? ''));
  if (odd !== undefined) {
    throw invalid([{ at: `query/${odd}`, message: 'leave out NUL characters' }]);
  }
  return Object.fromEntries(searchParams);
}
