import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Orm } from '../database/orm.ts';
import { users } from '../database/schema/index.ts';

/** What users may change about themselves. */
export const profileChange = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      // Invisible characters and changes of direction would let one colleague look like another.
      .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, { error: 'leave out invisible characters' }),
  })
  .meta({ id: 'ProfileChange' });

export async function changeName(orm: Orm, userId: string, name: string): Promise<void> {
  await orm.update(users).set({ name, updatedAt: sql`now()` }).where(eq(users.id, userId));
}
