import type { Logger } from 'pino';
import type { z } from 'zod';
import type { SessionUser } from '../accounts/session-user.ts';
import type { Orm } from '../database/orm.ts';
import type { AppRuntime } from '../runtime/app-runtime.ts';

/** `public`: everyone; `member`: whoever is signed in; `operator`: those who run the service. */
export type Access = 'public' | 'member' | 'operator';

/** How often a user, or an address when nobody is signed in, may ask. */
export interface RateLimit {
  readonly points: number;
  readonly seconds: number;
  /** What happens while Redis is away and the count is kept by each replica alone: `refuse` counts a fifth of the points there. */
  readonly onFailure: 'allow' | 'refuse';
}

/** One answer that a route may give. */
export interface ResponseDefinition {
  readonly description: string;
  /** Absent for an answer without JSON. */
  readonly schema?: z.ZodType;
  /** The media type of an answer that is not JSON. */
  readonly mediaType?: string;
  /** Headers of this answer with their meaning. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler works with. */
export interface RouteContext<A extends Access, Params, Query, Body> {
  readonly request: Request;
  readonly requestId: string;
  readonly user: A extends 'public' ? SessionUser | undefined : SessionUser;
  /** What tells the user's sessions apart. Never show it. */
  readonly sessionToken: A extends 'public' ? undefined : string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly runtime: AppRuntime;
  /**
   * Where writes go. With an idempotency key it is a transaction that also records the answer, so that both happen or neither does;
   * otherwise it is the pool's `orm`.
   */
  readonly orm: Orm;
  /** Runs `work` once the write is committed, before the answer: cached copies dropped earlier could be renewed with what was before. */
  readonly afterCommit: (work: () => Promise<void>) => void;
  /** Aborted when the client goes or, before the answer has begun, when the request's deadline passes. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** What a handler answers. `body` is checked against the schema of its status and stripped of what the schema does not name. */
export interface RouteResult {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly stream?: ReadableStream;
  /** Values of `Set-Cookie`, each an answer header of its own. */
  readonly cookies?: readonly string[];
}

type Output<Schema, Absent> = Schema extends z.ZodType ? z.output<Schema> : Absent;

export interface RouteDefinition<
  A extends Access = Access,
  Params extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
> {
  readonly access: A;
  readonly operation: {
    readonly id: string;
    readonly summary: string;
    readonly tags: readonly string[];
    readonly description?: string;
  };
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly responses: Readonly<Record<number, ResponseDefinition>>;
  /** The most that a body may hold, in bytes. @default 1 MiB */
  readonly maxBodyBytes?: number;
  /** A write that honours the header Idempotency-Key. */
  readonly idempotent?: true;
  /** `private`: the browser keeps the answer and asks whether it has changed; `none`: nobody keeps it. @default 'none' */
  readonly cache?: 'private' | 'none';
  readonly limit?: RateLimit;
  /** Milliseconds within which the answer must begin. @default 10,000 */
  readonly deadlineMilliseconds?: number;
  readonly handle: (
    context: RouteContext<A, Output<Params, undefined>, Output<Query, undefined>, Output<Body, undefined>>,
  ) => Promise<RouteResult>;
}
