import { lt, sql } from 'drizzle-orm';
import type { Orm } from '../database/orm.ts';
import { idempotencyKeys } from '../database/schema/index.ts';

/** Deletes keys older than a day, `most` at the most; they are ignored wherever they are read. @returns how many */
export async function deleteOldKeys(orm: Orm, most: number): Promise<number> {
  const old = orm
    .select({ userId: idempotencyKeys.userId, key: idempotencyKeys.key })
    .from(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, sql`now() - interval '24 hours'`))
    .orderBy(idempotencyKeys.createdAt)
    .limit(most)
    .for('update', { skipLocked: true });
  const deleted = await orm
    .delete(idempotencyKeys)
    .where(sql`(${idempotencyKeys.userId}, ${idempotencyKeys.key}) in (${old})`)
    .returning({ userId: idempotencyKeys.userId });
  return deleted.length;
}
