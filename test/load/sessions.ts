import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';

/** The name of the session's cookie over plain HTTP on this machine. */
export const sessionCookieName = 'holdfast.session_token';

/** Its name where the product is reached with encryption alone. */
export const secureSessionCookieName = `__Secure-${sessionCookieName}`;

/** How long a session is good for unless said otherwise, in seconds. */
const usualSeconds = 24 * 60 * 60;

/** Characters of a session token, as better-auth makes them. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export interface MadeSession {
  readonly email: string;
  readonly teamId: string;
  /** Value of the session cookie. */
  readonly cookie: string;
}

/**
 * Signs users in without their passwords: rows in `sessions`, and cookies signed with the secret that the app signs with. Users of the data
 * set take turns, as one person has several devices; whoever else has an account is left alone.
 * @param seconds how long the sessions are good for
 * @throws when the database has no users of the data set
 */
export async function makeSessions(
  sql: Sql,
  count: number,
  secret: string,
  seconds = usualSeconds,
): Promise<MadeSession[]> {
  const people = await sql<{ id: string; email: string; teamId: string }[]>`
    select id, email, team_id as "teamId" from users where email like '%@holdfast.example' order by id`;
  const made = Array.from({ length: count }, (_, at) => {
    const person = people[at % people.length];
    if (person === undefined) {
      throw new Error('The database has no users of the data set: fill it with the seed first.');
    }
    return { ...person, token: newToken() };
  });
  const expiresAt = new Date(Date.now() + seconds * 1_000);
  const rows = made.map(({ id, token }) => ({
    id: randomUUID(),
    token,
    user_id: id,
    expires_at: expiresAt,
  }));
  // The protocol counts at most 65,535 parameters in one statement.
  for (let from = 0; from < rows.length; from += 1_000) {
    await sql`insert into sessions ${sql(rows.slice(from, from + 1_000))}`;
  }
  return made.map(({ email, teamId, token }) => ({ email, teamId, cookie: signedCookie(token, secret) }));
}

/** As better-auth signs cookies: the value, a dot and its HMAC-SHA256 in Base64, percent-encoded. */
export function signedCookie(token: string, secret: string): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return encodeURIComponent(`${token}.${signature}`);
}

function newToken(): string {
  return Array.from(randomBytes(32), (byte) => alphabet[byte % alphabet.length]).join('');
}
