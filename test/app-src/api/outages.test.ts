import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { createPeople, people, signIn } from '../http/people.ts';
import { Replica } from '../http/replica.ts';
import { createSales, customerId, proposalId } from './sales-data.ts';

describe('the API of the product while its stores fail', () => {
  let postgres: Postgres;
  let redis: Redis;
  let replica: Replica;
  let cookie: string;

  const proposal = `/api/proposals/${proposalId('north', 1)}`;
  const reads = [
    '/api/dashboard',
    '/api/search?q=customer',
    '/api/customers',
    `/api/customers/${customerId('north', 1)}`,
    '/api/proposals',
    proposal,
    '/api/templates',
  ];

  beforeEach(async () => {
    [postgres, redis] = await Promise.all([Postgres.start(), Redis.start()]);
    replica = await Replica.start(postgres, redis);
    await createPeople(replica);
    await createSales(replica, 10);
    cookie = await signIn(replica, people.ben);
  });

  afterEach(async () => {
    await replica?.close();
    await Promise.all([postgres?.remove(), redis?.remove()]);
  });

  async function read(address: string) {
    const start = performance.now();
    const response = await replica.send('GET', address, { cookie });
    const body = (await response.json()) as { version?: number; title?: string; code?: string };
    const { status, headers } = response;
    return { status, headers, body, milliseconds: performance.now() - start };
  }

  async function write(json: unknown, idempotencyKey = crypto.randomUUID()) {
    const headers = { 'Idempotency-Key': idempotencyKey };
    const start = performance.now();
    const response = await replica.send('PATCH', proposal, { cookie, json, headers });
    const body = (await response.json()) as { version?: number; code?: string };
    return {
      status: response.status,
      headers: response.headers,
      body,
      milliseconds: performance.now() - start,
    };
  }

  async function readAll() {
    return Promise.all(reads.map(read));
  }

  /** Makes what is cached too old to be fresh, as time does. */
  async function age(): Promise<void> {
    for (const key of await replica.runtime.cache.client.keys('holdfast:entry:*')) {
      const value = JSON.parse((await replica.runtime.cache.client.get(key)) ?? '') as { loadedAt: number };
      await replica.runtime.cache.client.set(
        key,
        JSON.stringify({ ...value, loadedAt: value.loadedAt - 3_600_000 }),
      );
    }
  }

  it('answers from copies with their age while PostgreSQL is dead, refuses writes, and returns by itself', async () => {
    const before = await readAll();
    await age();
    await postgres.kill();
    for (const [index, answer] of (await readAll()).entries()) {
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(before[index]?.body);
      expect(Number(answer.headers.get('holdfast-age'))).toBeGreaterThanOrEqual(0);
      expect(answer.headers.get('holdfast-age')).not.toBeNull();
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(answer.headers.get('etag')).toBeNull();
      expect(answer.milliseconds).toBeLessThan(3_000);
    }
    expect((await read('/api/dashboard')).headers.get('holdfast-mode')).toBe('read-only');

    const refused = await write({ baseVersion: 1, title: 'Lost?' });
    expect(refused).toMatchObject({ status: 503, body: { code: 'database-unavailable' } });
    expect(refused.headers.get('retry-after')).toBe('5');

    await postgres.start();
    const saved = await waitUntil('writes to be taken again', async () => {
      const answer = await write({ baseVersion: 1, title: 'Kept' });
      return answer.status === 200 ? answer : undefined;
    });
    expect(saved.body.version).toBe(2);
    const after = await waitUntil('reads to be fresh again', async () => {
      const answer = await read(proposal);
      return answer.headers.get('holdfast-mode') === null ? answer : undefined;
    });
    expect(after.body.title).toBe('Kept');
    expect(after.headers.get('holdfast-age')).toBeNull();
  });

  it('says that it cannot answer what was never read, and when to ask again', async () => {
    await postgres.kill();
    const answer = await read(proposal);
    expect(answer).toMatchObject({ status: 503, body: { code: 'database-unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  it('answers from copies within three seconds while PostgreSQL hangs, and at once after the first', async () => {
    await readAll();
    await age();
    await postgres.hang();
    for (const answer of await readAll()) {
      expect(answer.status).toBe(200);
      expect(answer.milliseconds).toBeLessThan(3_500);
    }
    const next = await Promise.all([read('/api/dashboard'), read('/api/proposals'), read(proposal)]);
    expect(next.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(Math.min(...next.map(({ milliseconds }) => milliseconds))).toBeLessThan(200);
    await postgres.continue();
  });

  it('reads and writes without Redis', async () => {
    await readAll();
    await redis.kill();
    for (const answer of await readAll()) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('holdfast-age')).toBeNull();
    }
    expect((await write({ baseVersion: 1, title: 'Without Redis' })).status).toBe(200);
    expect((await read(proposal)).body).toMatchObject({ title: 'Without Redis', version: 2 });
    await redis.start();
    await replica.becomes('ready');
    expect((await read(proposal)).body).toMatchObject({ title: 'Without Redis', version: 2 });
  });

  it('answers what it read last while both are dead', async () => {
    const before = await readAll();
    await Promise.all([redis.kill(), postgres.kill()]);
    await sleep(100);
    for (const [index, answer] of (await readAll()).entries()) {
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(before[index]?.body);
    }
    expect((await write({ baseVersion: 1, title: 'Lost?' })).status).toBe(503);
  });

  it('reads from a standby when it is the only database, and refuses writes until there is a primary', async () => {
    await readAll();
    await postgres.stop();
    await writeFile(path.join(postgres.dataFolder, 'standby.signal'), '');
    await postgres.start();
    await replica.runtime.cache.client.flushall();
    const fresh = await waitUntil('reads from the standby', async () => {
      const answer = await read(proposal);
      return answer.status === 200 && answer.headers.get('holdfast-age') === null ? answer : undefined;
    });
    expect(fresh.body.version).toBe(1);
    const refused = await write({ baseVersion: 1, title: 'Lost?' });
    expect(refused).toMatchObject({ status: 503, body: { code: 'database-unavailable' } });
    expect((await read('/api/dashboard')).headers.get('holdfast-mode')).toBe('read-only');
    expect((await read(proposal)).body.version).toBe(1);
  });
});
