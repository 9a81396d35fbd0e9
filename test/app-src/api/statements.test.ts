import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { createPeople, people, signIn } from '../http/people.ts';
import { Replica } from '../http/replica.ts';
import { recordedPlans, recordingSettings } from '../queries/recorded-plans.ts';
import { articleId, createSales, customerId, proposalId } from './sales-data.ts';

describe('the SQL statements of an endpoint', () => {
  let postgres: Postgres;
  let redis: Redis;
  let replica: Replica;
  let cookie: string;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([Postgres.start({ settings: recordingSettings }), Redis.start()]);
    replica = await Replica.start(postgres, redis);
    await createPeople(replica);
    cookie = await signIn(replica, people.ben);
  });

  afterAll(async () => {
    await replica?.close();
    await Promise.all([postgres?.remove(), redis?.remove()]);
  });

  const read = (address: string) => () => replica.send('GET', address, { cookie });
  const write = (method: string, address: string, json: () => unknown) => () =>
    replica.send(method, address, {
      cookie,
      json: json(),
      headers: { 'Idempotency-Key': crypto.randomUUID() },
    });

  let version = 1;
  const requests: Readonly<Record<string, () => Promise<Response>>> = {
    'GET /api/dashboard': read('/api/dashboard'),
    'GET /api/search': read('/api/search?q=customer'),
    'GET /api/customers': read('/api/customers?limit=100'),
    'GET /api/customers?q': read('/api/customers?limit=100&q=customer'),
    'GET /api/customers/:id': read(`/api/customers/${customerId('north', 1)}`),
    'GET /api/proposals': read('/api/proposals?limit=100'),
    'GET /api/proposals?status': read('/api/proposals?limit=100&status=draft'),
    'GET /api/proposals/:id': read(`/api/proposals/${proposalId('north', 1)}`),
    'GET /api/proposals/:id/versions': read(`/api/proposals/${proposalId('north', 1)}/versions`),
    'GET /api/proposals/:id/versions/:version': read(`/api/proposals/${proposalId('north', 1)}/versions/1`),
    'GET /api/templates': read('/api/templates'),
    'GET /api/articles/:id': read(`/api/articles/${articleId(1)}`),
    'POST /api/proposals': write('POST', '/api/proposals', () => ({
      title: 'New',
      customerId: customerId('north', 1),
      templateId: 'short',
    })),
    'PATCH /api/proposals/:id': write('PATCH', `/api/proposals/${proposalId('north', 2)}`, () => ({
      baseVersion: version++,
      title: 'Changed',
    })),
  };

  /** Statements that PostgreSQL planned for each request, by its own record, with nothing cached. */
  async function counts(): Promise<Record<string, number>> {
    const result: Record<string, number> = {};
    for (const [name, send] of Object.entries(requests)) {
      await forgetCached();
      const before = (await plansUpTo(`before ${name}`)).length;
      expect((await send()).status).toBeLessThan(300);
      result[name] = (await plansUpTo(`after ${name}`)).length - before - 1;
    }
    return result;
  }

  async function forgetCached(): Promise<void> {
    const { client } = replica.runtime.cache;
    const keys = await client.keys('holdfast:entry:*');
    await Promise.all(keys.map((key) => client.del(key)));
  }

  /** Everything recorded before a statement that carries `mark`, and that one. */
  async function plansUpTo(mark: string) {
    const last = `select '${mark} ${Math.random()}'`;
    await replica.runtime.database.sql.unsafe(last);
    return recordedPlans(postgres, last);
  }

  it('are as many with 1,000 rows as with 10, and few', async () => {
    await createSales(replica, 10);
    await counts();
    const few = await counts();
    await createSales(replica, 1_000);
    const many = await counts();
    expect(many).toEqual(few);
    for (const [name, count] of Object.entries(few)) {
      expect([name, count]).toEqual([name, expect.any(Number)]);
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(10);
    }
  });

  it('are none when the answer is cached', async () => {
    const address = '/api/dashboard';
    await read(address)();
    const before = (await plansUpTo('before')).length;
    expect((await read(address)()).status).toBe(200);
    expect((await plansUpTo('after')).length - before - 1).toBe(0);
  });
});
