import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { createPeople, password, people, signIn } from '../http/people.ts';
import { Replica } from '../http/replica.ts';

let postgres: Postgres;
let redis: Redis;
let replica: Replica;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([Postgres.start(), Redis.start()]);
  replica = await Replica.start(postgres, redis);
  await createPeople(replica);
});

beforeEach(async () => {
  await replica.runtime.cache.client.flushall();
});

afterAll(async () => {
  await replica?.close();
  await Promise.all([postgres?.remove(), redis?.remove()]);
});

interface Attempt {
  readonly email?: unknown;
  readonly password?: unknown;
}

/** Tries to sign in from an address. The last entry is the edge's own, as the load balancer adds it. */
const attempt = (json: Attempt, address = '192.0.2.1') =>
  replica.send('POST', '/api/auth/sign-in/email', {
    json,
    headers: { 'X-Forwarded-For': `${address}, 203.0.113.9` },
  });

const guess = (address?: string, email: string = people.ben.email) =>
  attempt({ email, password: 'a guess' }, address);

async function statuses(times: number, send: () => Promise<Response>): Promise<number[]> {
  const all: number[] = [];
  for (let count = 0; count < times; count += 1) {
    all.push((await send()).status);
  }
  return all;
}

describe('signing in', () => {
  it('answers with the user', async () => {
    const response = await attempt({ email: people.ada.email.toUpperCase(), password });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      user: {
        id: 'user-ada',
        name: 'ada',
        email: people.ada.email,
        teamId: 'north',
        teamName: 'Team North',
        role: 'operator',
      },
    });
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const bodies = await Promise.all(
      [await guess(), await guess('192.0.2.1', 'nobody@holdfast.example')].map(async (response) => {
        const { requestId, ...body } = (await response.json()) as Record<string, unknown>;
        return { status: response.status, cookies: response.headers.getSetCookie(), body };
      }),
    );
    expect(bodies[0]).toMatchObject({ status: 401, cookies: [], body: { code: 'wrong-credentials' } });
    expect(bodies[1]).toEqual(bodies[0]);
  });

  it.each([
    ['an SQL condition', { email: "' or '1'='1", password }],
    ['an operator in place of a text', { email: { $ne: '' }, password: { $ne: '' } }],
    ['an array', { email: [people.ada.email], password }],
    ['an endless password', { email: people.ada.email, password: 'a'.repeat(100_000) }],
    ['a NUL in the password', { email: people.ada.email, password: 'a\0' }],
  ])('refuses %s as malformed', async (_what, json) => {
    const response = await attempt(json);
    expect(response.status).toBe(400);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('offers no way to create an account or to use what is not offered', async () => {
    for (const path of ['sign-up/email', 'sign-in/social', 'update-user', 'delete-user', 'get-session']) {
      const response = await replica.send('POST', `/api/auth/${path}`, { json: {} });
      expect([path, response.status]).toEqual([path, 404]);
    }
  });

  it('keeps the event loop free while twenty people sign in at once', async () => {
    await signIn(replica, people.ben);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        attempt({ email: people.ben.email, password }, `192.0.2.${100 + index}`),
      ),
    );
    delay.disable();
    const turnedAway = all.filter(({ status }) => status !== 200);
    // On a busy machine the last in line are told to come back rather than kept waiting.
    expect(turnedAway.map(({ status, headers }) => [status, headers.has('retry-after')])).toEqual(
      turnedAway.map(() => [503, true]),
    );
    expect(turnedAway.length).toBeLessThan(10);
    // One hash takes about 50 ms: computed on the main thread, every turn of the event loop would wait for one.
    expect(delay.percentile(50) / 1e6).toBeLessThan(30);
  });
});

describe('guessing passwords', () => {
  it('ends after ten tries at an account from an address, wherever the client says to come from', async () => {
    expect(await statuses(11, () => guess())).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    const refused = await guess('198.51.100.7, 192.0.2.1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect((await attempt({ email: people.ben.email, password })).status).toBe(429);
    // The owner, elsewhere, is not locked out.
    expect((await attempt({ email: people.ben.email, password }, '192.0.2.2')).status).toBe(200);
  });

  it('from one address without end locks the owner out of that address alone', async () => {
    await statuses(120, () => guess('192.0.2.7'));
    expect((await attempt({ email: people.ben.email, password }, '192.0.2.2')).status).toBe(200);
  });

  it('from many addresses ends for the account', async () => {
    for (let address = 1; address <= 10; address += 1) {
      await statuses(10, () => guess(`198.51.100.${address}`));
    }
    expect((await guess('198.51.100.99')).status).toBe(429);
    expect((await attempt({ email: people.ada.email, password }, '198.51.100.99')).status).toBe(200);
  });

  it('is counted by the address behind one proxy where only one stands in front', async () => {
    const alone = await Replica.start(postgres, redis, { TRUSTED_PROXIES: '1' });
    const tries = [];
    for (let count = 0; count < 11; count += 1) {
      const response = await alone.send('POST', '/api/auth/sign-in/email', {
        json: { email: people.cyd.email, password: 'a guess' },
        headers: { 'X-Forwarded-For': `198.51.100.${count}, 192.0.2.1` },
      });
      tries.push(response.status);
    }
    expect(tries.at(-1)).toBe(429);
    await alone.close();
  });

  it('is counted anew after the right password', async () => {
    await statuses(9, () => guess());
    expect((await attempt({ email: people.ben.email, password })).status).toBe(200);
    expect(await statuses(2, () => guess())).toEqual([401, 401]);
  });

  it('ends sooner while Redis is away, and the right password still gets in', async () => {
    await redis.kill();
    expect(await statuses(4, () => guess('192.0.2.3'))).toEqual([401, 401, 429, 429]);
    expect((await attempt({ email: people.ada.email, password }, '192.0.2.3')).status).toBe(200);
    await redis.start();
    await replica.becomes('ready');
  });

  it('gives an answer in good time while Redis hangs', async () => {
    await redis.hang();
    const start = performance.now();
    expect((await attempt({ email: people.ada.email, password }, '192.0.2.4')).status).toBe(200);
    expect(performance.now() - start).toBeLessThan(2_500);
    await redis.continue();
    await replica.becomes('ready');
  });
});
