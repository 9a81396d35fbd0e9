import { hashPassword } from '../../../app-src/src/accounts/password-hash.ts';
import { accounts, teams, users } from '../../../app-src/src/database/schema/index.ts';
import type { Replica } from './replica.ts';

export const password = 'correct horse battery staple';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly teamId: string;
}

/** Two teams: Ada, who runs the service, and Ben in one, Cyd in the other. All have the same password. */
export const people = {
  ada: { id: 'user-ada', email: 'ada@holdfast.example', teamId: 'north', role: 'operator' },
  ben: { id: 'user-ben', email: 'ben@holdfast.example', teamId: 'north', role: 'member' },
  cyd: { id: 'user-cyd', email: 'cyd@holdfast.example', teamId: 'south', role: 'member' },
} as const;

/** Creates the people, as the administrator would. */
export async function createPeople({ runtime: { database } }: Replica): Promise<void> {
  const hash = await hashPassword(password);
  await database.orm.insert(teams).values([
    { id: 'north', name: 'Team North' },
    { id: 'south', name: 'Team South' },
  ]);
  await database.orm
    .insert(users)
    .values(Object.entries(people).map(([name, person]) => ({ ...person, name, emailVerified: true })));
  await database.orm.insert(accounts).values(
    Object.values(people).map(({ id }) => ({
      id: `account-${id}`,
      accountId: id,
      providerId: 'credential',
      userId: id,
      password: hash,
    })),
  );
}

/** Signs in and gives the browser's cookies back, as a `Cookie` header. */
export async function signIn(replica: Replica, { email }: Pick<Person, 'email'>): Promise<string> {
  const response = await replica.send('POST', '/api/auth/sign-in/email', { json: { email, password } });
  if (response.status !== 200) {
    throw new Error(`Signing in gave ${response.status}: ${await response.text()}`);
  }
  return cookiesOf(response);
}

/** The cookies that an answer sets, as a `Cookie` header, after those that the browser had. */
export function cookiesOf(response: Response, before = ''): string {
  const jar = new Map(before.split('; ').filter(Boolean).map(pair));
  for (const line of response.headers.getSetCookie()) {
    const [name, value] = pair(line.split(';')[0] ?? '');
    if (/max-age=0/i.test(line)) {
      jar.delete(name);
    } else {
      jar.set(name, value);
    }
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
