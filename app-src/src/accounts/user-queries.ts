import { eq } from 'drizzle-orm';
import type { Orm } from '../database/orm.ts';
import { teams, users } from '../database/schema/index.ts';
import type { SessionUser } from './session-user.ts';

/** The user with the team's name, by two primary keys. */
export async function findUser(orm: Orm, id: string): Promise<SessionUser | undefined> {
  const [user] = await orm
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      teamId: users.teamId,
      teamName: teams.name,
      role: users.role,
    })
    .from(users)
    .innerJoin(teams, eq(teams.id, users.teamId))
    .where(eq(users.id, id));
  return user;
}
