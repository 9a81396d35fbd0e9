import type postgres from 'postgres';

/** Asks the database of the moment. */
export type Database = <Result>(work: (sql: postgres.Sql) => Promise<Result>) => Promise<Result>;

/** A user and the team whose data are theirs. */
export interface Member {
  readonly email: string;
  readonly teamId: string;
}

/** The users of these addresses. */
export async function membersOf(sql: postgres.Sql, emails: readonly string[]): Promise<readonly Member[]> {
  return sql<Member[]>`
    select email, team_id::text as "teamId" from users
    where email in (select jsonb_array_elements_text(${JSON.stringify(emails)}::text::jsonb)) order by email`;
}

/**
 * For each team of the users a proposal of another one.
 * @throws when all users are of one team: then nobody is a stranger
 */
export async function foreignProposals(
  sql: postgres.Sql,
  members: readonly Member[],
): Promise<ReadonlyMap<string, string>> {
  const teams = [...new Set(members.map(({ teamId }) => teamId))];
  if (teams.length < 2) throw new Error('All users of the load are of one team, so nobody is a stranger.');
  const rows = await sql<{ teamId: string; id: string }[]>`
    select teams.id::text as "teamId", (
      select id::text from proposals where team_id <> teams.id order by id limit 1
    ) as id
    from teams where teams.id::text in (select jsonb_array_elements_text(${JSON.stringify(teams)}::text::jsonb))`;
  return new Map(rows.map(({ teamId, id }) => [teamId, id]));
}

/** What of all this does not belong to a team. */
export async function ofOthers(
  sql: postgres.Sql,
  teamId: string,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly kind: string }[]> {
  const given = JSON.stringify(ids);
  return sql<{ id: string; kind: string }[]>`
    select id::text, 'proposal' as kind from proposals
    where id::text in (select jsonb_array_elements_text(${given}::text::jsonb)) and team_id::text <> ${teamId}
    union all
    select id::text, 'customer' from customers
    where id::text in (select jsonb_array_elements_text(${given}::text::jsonb)) and team_id::text <> ${teamId}`;
}
