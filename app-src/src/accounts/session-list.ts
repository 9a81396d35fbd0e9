import { and, desc, eq, gt, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Orm } from '../database/orm.ts';
import { sessions } from '../database/schema/index.ts';

/** A browser in which the user is signed in. Its token stays inside: it would be enough to pretend to be that browser. */
export const sessionEntry = z
  .object({
    id: z.string(),
    userAgent: z.string().nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** Whether it is the browser that asks. */
    current: z.boolean(),
  })
  .meta({ id: 'Session' });

export type SessionEntry = z.infer<typeof sessionEntry>;

/** The most sessions that are listed. */
const listed = 50;

/** Where the user is signed in, newest first. */
export async function listSessions(orm: Orm, userId: string, currentToken: string): Promise<SessionEntry[]> {
  const rows = await orm
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(sessions.createdAt))
    .limit(listed);
  return rows.map(({ id, userAgent, createdAt, expiresAt, token }) => ({
    id,
    userAgent,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    current: token === currentToken,
  }));
}

/** Ends all sessions of a user but one in the database. @returns their tokens */
export async function deleteOtherSessions(orm: Orm, userId: string, currentToken: string): Promise<string[]> {
  const rows = await orm
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.token, currentToken)))
    .returning({ token: sessions.token });
  return rows.map(({ token }) => token);
}
