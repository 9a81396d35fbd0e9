import { createHash } from 'node:crypto';
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Orm } from '../database/orm.ts';
import { idempotencyKeys } from '../database/schema/index.ts';
import { invalid, Problem } from './problem.ts';
import { checkedBody } from './response.ts';
import type { Access, RouteContext, RouteDefinition, RouteResult } from './route-definition.ts';

/** Hours for which a repeated write is answered from the record. */
export const idempotencyHours = 24;

type HandlerContext = Omit<RouteContext<Access, unknown, unknown, unknown>, 'orm' | 'afterCommit'>;

interface Recorded {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Runs a route's handler, and never twice for one key. The write and the record of its answer are one transaction: a crash leaves both or
 * neither, so there is no half-done key to mend, and a client that never saw the answer gets it by asking again. While the first request
 * is under way it holds a lock of that transaction; a second one is told to come back rather than kept waiting.
 */
export async function answerOnce(definition: RouteDefinition, context: HandlerContext): Promise<RouteResult> {
  const work: (() => Promise<void>)[] = [];
  const handle = async (orm: Orm): Promise<RouteResult> => {
    const result = await definition.handle({
      ...context,
      orm,
      afterCommit: (later) => void work.push(later),
    } as Parameters<RouteDefinition['handle']>[0]);
    return { ...result, body: checkedBody(definition, result) };
  };
  const key = definition.idempotent ? keyOf(context.request.headers) : undefined;
  const { orm } = context.runtime.database;
  const result =
    key === undefined || context.user === undefined
      ? await handle(orm)
      : await orm.transaction((transaction) =>
          once({ transaction, userId: context.user?.id ?? '', key, hash: hashOf(context), handle }),
        );
  for (const later of work) {
    await later();
  }
  return result;
}

interface Once {
  readonly transaction: Orm;
  readonly userId: string;
  readonly key: string;
  readonly hash: string;
  readonly handle: (orm: Orm) => Promise<RouteResult>;
}

async function once({ transaction, userId, key, hash, handle }: Once): Promise<RouteResult> {
  const [lock] = await transaction.execute<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`${userId}\n${key}`}, 0)) as taken`,
  );
  if (lock?.taken !== true) {
    throw new Problem({
      status: 409,
      code: 'in-flight',
      title: 'A request with this Idempotency-Key is still under way.',
      retryAfterSeconds: 1,
    });
  }
  // A statement of its own: it must see what the former holder of the lock committed.
  const [recorded] = await transaction
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.userId, userId),
        eq(idempotencyKeys.key, key),
        gt(idempotencyKeys.createdAt, sql`now() - make_interval(hours => ${idempotencyHours})`),
      ),
    );
  if (recorded !== undefined) {
    return replay(recorded, hash);
  }
  const result = await handle(transaction);
  const response: Recorded = { body: result.body, ...(result.headers && { headers: result.headers }) };
  const values = { requestHash: hash, status: result.status, response };
  await transaction
    .insert(idempotencyKeys)
    .values({ userId, key, ...values })
    .onConflictDoUpdate({
      target: [idempotencyKeys.userId, idempotencyKeys.key],
      set: { ...values, createdAt: sql`now()` },
    });
  return result;
}

function replay(recorded: typeof idempotencyKeys.$inferSelect, hash: string): RouteResult {
  if (recorded.requestHash !== hash) {
    throw new Problem({
      status: 422,
      code: 'idempotency-key-reused',
      title: 'This Idempotency-Key belongs to another request; choose a new one for each write.',
    });
  }
  const { body, headers } = recorded.response as Recorded;
  return {
    status: recorded.status ?? 200,
    body,
    headers: { ...headers, 'Idempotency-Replayed': 'true' },
  };
}

/** @throws `Problem` 400 for a key that is no plain text of 8 to 128 characters */
function keyOf(headers: Headers): string | undefined {
  const key = headers.get('idempotency-key');
  if (key !== null && !/^[\x21-\x7e]{8,128}$/.test(key)) {
    throw invalid([
      { at: 'header/Idempotency-Key', message: 'give 8 to 128 printable ASCII characters without spaces' },
    ]);
  }
  return key ?? undefined;
}

function hashOf({ request, body }: HandlerContext): string {
  const { pathname, search } = new URL(request.url);
  return createHash('sha256')
    .update(JSON.stringify([request.method, pathname + search, body ?? null]))
    .digest('base64url');
}
