import { eq, sql } from 'drizzle-orm';
import { sessions } from '../../../app-src/src/database/schema/index.ts';
import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { cookiesOf, createPeople, password, people, signIn } from '../http/people.ts';
import { Replica } from '../http/replica.ts';

let postgres: Postgres;
let redis: Redis;
let first: Replica;
let second: Replica;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([Postgres.start({ durable: true }), Redis.start()]);
  first = await Replica.start(postgres, redis);
  second = await Replica.start(postgres, redis);
  await createPeople(first);
});

afterAll(async () => {
  await Promise.all([first?.close(), second?.close()]);
  await Promise.all([postgres?.remove(), redis?.remove()]);
});

/** Both replicas have both stores again. */
async function restored(): Promise<void> {
  await Promise.all([first.becomes('ready'), second.becomes('ready')]);
}

async function me(replica: Replica, cookie: string) {
  const response = await replica.send('GET', '/api/me', { cookie });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const status = async (replica: Replica, cookie: string) => (await me(replica, cookie)).status;

const signOut = (replica: Replica, cookie: string) => replica.send('POST', '/api/auth/sign-out', { cookie });

/** A browser that has only the session's own cookie: the signed copy of the session is left out. */
const withoutCopy = (cookie: string) =>
  cookie
    .split('; ')
    .filter((pair) => !pair.includes('session_data'))
    .join('; ');

describe('a session', () => {
  it('begins on one replica and goes on at the other', async () => {
    const cookie = await signIn(first, people.ben);
    expect(await me(second, cookie)).toEqual({
      status: 200,
      body: {
        id: 'user-ben',
        name: 'ben',
        email: people.ben.email,
        teamId: 'north',
        teamName: 'Team North',
        role: 'member',
      },
    });
  });

  it('is carried by cookies that scripts cannot read, other sites cannot send and plain HTTP cannot carry', async () => {
    const response = await first.send('POST', '/api/auth/sign-in/email', {
      json: { email: people.ben.email, password },
    });
    const cookies = response.headers.getSetCookie();
    expect(cookies.map((line) => line.split('=')[0])).toEqual([
      '__Secure-holdfast.session_token',
      '__Secure-holdfast.session_data',
    ]);
    for (const line of cookies) {
      expect(line).toMatch(/; HttpOnly/);
      expect(line).toMatch(/; Secure/);
      expect(line).toMatch(/; SameSite=Lax/);
      expect(line).not.toMatch(/Domain=/i);
    }
  });

  it('ends at sign-out on every replica at once, even for who kept the cookies', async () => {
    const cookie = await signIn(first, people.ben);
    expect(await status(second, cookie)).toBe(200);
    const response = await signOut(first, cookie);
    expect(response.status).toBe(200);
    expect(cookiesOf(response, cookie)).toBe('');
    expect([await status(first, cookie), await status(second, cookie)]).toEqual([401, 401]);
  });

  it('shows a changed name on every replica at once', async () => {
    const cookie = await signIn(first, people.cyd);
    await me(second, cookie);
    const response = await first.send('PATCH', '/api/me', { cookie, json: { name: ' Cydney ' } });
    expect(await response.json()).toMatchObject({ name: 'Cydney' });
    expect((await me(second, cookie)).body.name).toBe('Cydney');
  });

  it('is listed with the others of its user and can end them', async () => {
    const [here, there] = [await signIn(first, people.ada), await signIn(second, people.ada)];
    const list = await first.send('GET', '/api/auth/list-sessions', { cookie: here });
    const text = await list.text();
    expect(JSON.parse(text)).toMatchObject([{ current: false }, { current: true }]);
    expect(text).not.toContain(tokenOf(there));
    const ended = await first.send('POST', '/api/auth/revoke-other-sessions', { cookie: here });
    expect(await ended.json()).toEqual({ ended: 1 });
    expect([await status(second, here), await status(second, there)]).toEqual([200, 401]);
  });

  it('is prolonged while it is used', async () => {
    const cookie = await signIn(first, people.ben);
    const { orm } = first.runtime.database;
    const row = eq(sessions.token, tokenOf(cookie));
    await orm.update(sessions).set({ expiresAt: sql`now() + interval '3 days'` }).where(row);
    await first.runtime.auth.storage.delete(tokenOf(cookie));
    const response = await first.send('GET', '/api/me', { cookie });
    expect(response.headers.getSetCookie()[0]).toMatch(/session_token=.*Max-Age=604800/);
    const [session] = await orm.select().from(sessions).where(row);
    expect(Number(session?.expiresAt) - Date.now()).toBeGreaterThan(6 * 24 * 3_600_000);
  });

  it('ends when its time is over', async () => {
    const cookie = await signIn(first, people.ben);
    await first.runtime.database.orm
      .update(sessions)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(sessions.token, tokenOf(cookie)));
    await first.runtime.auth.storage.delete(tokenOf(cookie));
    expect(await status(second, cookie)).toBe(401);
  });

  it.each([
    ['has another token', (cookie: string) => cookie.replace(tokenOf(cookie), 'A'.repeat(32))],
    ['has another signature', (cookie: string) => cookie.replace(/(session_token=[^;]{40})[^;]*/, '$1AAAA')],
    ['has no signature', (cookie: string) => `__Secure-holdfast.session_token=${tokenOf(cookie)}`],
    ['has lost the prefix that browsers guard', (cookie: string) => cookie.replaceAll('__Secure-', '')],
    [
      'is a signed copy alone',
      (cookie: string) => cookie.replace(/__Secure-holdfast.session_token=[^;]*; /, ''),
    ],
    ['is garbage', () => '__Secure-holdfast.session_token=%00%ff"\'; __Secure-holdfast.session_data={}'],
  ])('is refused when its cookie %s', async (_what, alter) => {
    const cookie = await signIn(first, people.ben);
    const altered = alter(cookie);
    expect(altered).not.toBe(cookie);
    expect(await status(first, altered)).toBe(401);
  });
});

describe('while Redis is away', () => {
  it('sessions go on, begin and end, and all is as before when it is back, empty', async () => {
    const before = await signIn(first, people.ben);
    const ended = await signIn(first, people.ben);
    await redis.kill();
    expect([await status(first, before), await status(second, before)]).toEqual([200, 200]);
    const during = await signIn(second, people.ada);
    expect(await status(first, during)).toBe(200);
    expect((await signOut(first, ended)).status).toBe(200);
    await redis.start();
    await restored();
    expect(await Promise.all([before, during, ended].map((cookie) => status(second, cookie)))).toEqual([
      200, 200, 401,
    ]);
  });

  it('a sign-out that Redis misses holds when it is back with its old copies', async () => {
    const cookie = await signIn(first, people.ben);
    expect(await status(second, cookie)).toBe(200);
    await redis.hang();
    const [out, other] = await Promise.all([
      signOut(first, cookie),
      status(second, await signInDuringHang()),
    ]);
    expect([out.status, other]).toEqual([200, 200]);
    await redis.continue();
    await restored();
    expect([await status(first, cookie), await status(second, cookie)]).toEqual([401, 401]);
  });

  const signInDuringHang = () => signIn(second, people.ada);
});

describe('while PostgreSQL is away', () => {
  it('sessions go on, a sign-in is told to wait, and all is as before when it is back', async () => {
    const cookie = await signIn(first, people.ben);
    await postgres.kill();
    expect([await status(first, cookie), await status(second, withoutCopy(cookie))]).toEqual([200, 200]);
    const refused = await first.send('POST', '/api/auth/sign-in/email', {
      json: { email: people.ben.email, password },
    });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    const write = await first.send('PATCH', '/api/me', { cookie, json: { name: 'Benjamin' } });
    expect([write.status, write.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await write.json()).toMatchObject({ code: 'database-unavailable' });
    await postgres.start();
    await restored();
    expect(await status(second, cookie)).toBe(200);
    const again = await first.send('PATCH', '/api/me', { cookie, json: { name: 'Benjamin' } });
    expect(again.status).toBe(200);
  });

  it('a sign-out holds at once, and still when PostgreSQL is back', async () => {
    const cookie = await signIn(first, people.ben);
    await postgres.kill();
    expect((await signOut(first, cookie)).status).toBe(200);
    expect([await status(first, cookie), await status(second, cookie)]).toEqual([401, 401]);
    await postgres.start();
    await restored();
    expect([await status(first, cookie), await status(second, cookie)]).toEqual([401, 401]);
    const rows = await first.runtime.database.orm
      .select()
      .from(sessions)
      .where(eq(sessions.token, tokenOf(cookie)));
    expect(rows).toEqual([]);
  });
});

describe('while Redis and PostgreSQL are both away', () => {
  it('the signed cookie vouches for its session, and only as it was signed', async () => {
    const cookie = await signIn(first, people.ben);
    await Promise.all([redis.kill(), postgres.kill()]);
    expect(await me(second, cookie)).toMatchObject({
      status: 200,
      body: { id: 'user-ben', teamId: 'north', teamName: 'Team North' },
    });
    expect(await status(second, withoutCopy(cookie))).toBe(503);
    expect(await status(second, withTeam(cookie, 'south'))).toBe(503);
    // Nobody is told to have signed out while the session would go on.
    expect((await signOut(second, cookie)).status).toBe(503);
    await Promise.all([redis.start(), postgres.start()]);
    await restored();
    expect([await status(first, cookie), await status(second, cookie)]).toEqual([200, 200]);
  });
});

/** The token in the session's cookie, in front of its signature. */
function tokenOf(cookie: string): string {
  const token = /session_token=([A-Za-z0-9]{32})\./.exec(cookie)?.[1];
  if (token === undefined) {
    throw new Error(`There is no token in ${cookie}.`);
  }
  return token;
}

/** The browser's cookies with another team in the signed copy. */
function withTeam(cookie: string, teamId: string): string {
  return cookie.replace(/(session_data=)([^;]*)/, (_all, name: string, value: string) => {
    const text = Buffer.from(value, 'base64url').toString();
    const altered = text.replace(/"teamId":"\w+"/, `"teamId":"${teamId}"`);
    if (altered === text) {
      throw new Error(`The signed copy names no team: ${text}`);
    }
    return name + Buffer.from(altered).toString('base64url');
  });
}
