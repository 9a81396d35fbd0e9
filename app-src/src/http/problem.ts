import type { z } from 'zod';

/** Where a request is wrong: `at` is a JSON Pointer into the body, or the name of a parameter with the part that it belongs to. */
export interface ProblemIssue {
  readonly at: string;
  readonly message: string;
}

export interface ProblemOptions {
  readonly status: number;
  /** A stable word for programs, such as `not-found`. */
  readonly code: string;
  /** The same sentence for every occurrence of `code`. */
  readonly title: string;
  /** What is particular to this occurrence, safe to show to the client. */
  readonly detail?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly issues?: readonly ProblemIssue[];
  /** Further members of the body, such as the current state of what the request conflicts with. */
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why a request is answered with an error. Throw it from a route's handler; it becomes RFC 9457 problem details. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly options: ProblemOptions;

  constructor(options: ProblemOptions) {
    super(options.detail ?? options.title);
    this.options = options;
  }

  get status(): number {
    return this.options.status;
  }

  get code(): string {
    return this.options.code;
  }

  /** The answer as `application/problem+json`. It is never cached. */
  toResponse(requestId: string): Response {
    const { status, code, title, detail, retryAfterSeconds, issues, extra, headers } = this.options;
    const body = {
      ...extra,
      type: `urn:holdfast:problem:${code}`,
      title,
      status,
      ...(detail === undefined ? {} : { detail }),
      code,
      requestId,
      ...(issues === undefined ? {} : { errors: issues }),
    };
    return new Response(JSON.stringify(body), {
      status,
      headers: {
        'Content-Type': 'application/problem+json',
        'Cache-Control': 'no-store',
        'X-Request-Id': requestId,
        ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(Math.ceil(retryAfterSeconds)) }),
        ...headers,
      },
    });
  }
}

/** Nothing is there, or nothing that the user may know of: another team's row answers the same. */
export const notFound = (detail?: string): Problem =>
  new Problem({ status: 404, code: 'not-found', title: 'There is nothing here.', detail });

/** The request was made on a state that has changed since; `extra` tells the current one. */
export const conflict = (detail?: string, extra?: Readonly<Record<string, unknown>>): Problem =>
  new Problem({
    status: 409,
    code: 'conflict',
    title: 'Somebody has changed this in the meantime.',
    detail,
    ...(extra === undefined ? {} : { extra }),
  });

/** Something that the request needs is away for now. */
export const unavailable = (retryAfterSeconds: number, detail?: string): Problem =>
  new Problem({
    status: 503,
    code: 'unavailable',
    title: 'This does not work at the moment.',
    detail,
    retryAfterSeconds,
  });

/** The database is away: reads may be served from copies, writes are refused. */
export const databaseUnavailable = (): Problem =>
  new Problem({
    status: 503,
    code: 'database-unavailable',
    title: 'The database is away at the moment; nothing has been changed.',
    retryAfterSeconds: 5,
  });

export const unauthorised = (): Problem =>
  new Problem({ status: 401, code: 'unauthorised', title: 'Sign in first.' });

export const forbidden = (detail?: string): Problem =>
  new Problem({ status: 403, code: 'forbidden', title: 'You may not do this.', detail });

export const tooMany = (retryAfterSeconds: number): Problem =>
  new Problem({
    status: 429,
    code: 'too-many-requests',
    title: 'There were too many requests; wait a little.',
    retryAfterSeconds,
  });

/** The request's parameters or body do not fit their schema. */
export const invalid = (issues: readonly ProblemIssue[]): Problem =>
  new Problem({ status: 400, code: 'invalid', title: 'The request does not fit its schema.', issues });

/** Names the places that zod complains about, in the body as a JSON Pointer and elsewhere as `query/limit`. */
export function issuesOf(part: 'body' | 'query' | 'path', error: z.ZodError): ProblemIssue[] {
  return error.issues.slice(0, 20).map(({ path, message }) => ({
    at: `${part === 'body' ? '' : part}${path.map((key) => `/${escapePointer(String(key))}`).join('')}`,
    message,
  }));
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
