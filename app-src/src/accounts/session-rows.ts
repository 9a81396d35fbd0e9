import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import type { Orm } from '../database/orm.ts';
import { sessions, users } from '../database/schema/index.ts';

/** A session with its user, as the database has them now; `undefined` when it has ended. */
export async function findSession(orm: Orm, token: string) {
  const [row] = await orm
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.token, token), gt(sessions.expiresAt, sql`now()`)));
  return row;
}

/** Ends a session in the database. */
export async function deleteSession(orm: Orm, token: string): Promise<void> {
  await orm.delete(sessions).where(eq(sessions.token, token));
}

/** Deletes sessions whose time is over, `most` at the most; they are ignored wherever they are read. @returns how many */
export async function deleteExpiredSessions(orm: Orm, most: number): Promise<number> {
  const expired = orm
    .select({ id: sessions.id })
    .from(sessions)
    .where(lt(sessions.expiresAt, sql`now()`))
    .orderBy(sessions.expiresAt)
    .limit(most)
    .for('update', { skipLocked: true });
  const deleted = await orm
    .delete(sessions)
    .where(inArray(sessions.id, expired))
    .returning({ id: sessions.id });
  return deleted.length;
}
