import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { createPeople, people, signIn } from '../http/people.ts';
import { Replica } from '../http/replica.ts';
import { articleId, createSales, customerId, proposalId } from './sales-data.ts';

/** The members of any answer that the tests look at by name; those that an answer lacks are undefined. */
interface Body {
  readonly id: string;
  readonly title: string;
  readonly customer: { readonly id: string };
  readonly content: unknown;
  readonly errors: readonly unknown[];
  readonly items: readonly { readonly title: string }[];
  readonly nextCursor: string | undefined;
  readonly proposals: readonly { readonly title: string }[];
  readonly recent: readonly { readonly id: string; readonly title: string }[];
}

describe('the API of the product', () => {
  let postgres: Postgres;
  let redis: Redis;
  let one: Replica;
  let two: Replica;
  let ben: string;
  let cyd: string;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([Postgres.start(), Redis.start()]);
    one = await Replica.start(postgres, redis);
    two = await Replica.start(postgres, redis);
    await createPeople(one);
    await createSales(one, 30);
    ben = await signIn(one, people.ben);
    cyd = await signIn(two, people.cyd);
  });

  afterAll(async () => {
    await Promise.all([one?.close(), two?.close()]);
    await Promise.all([postgres?.remove(), redis?.remove()]);
  });

  interface Told {
    readonly status: number;
    readonly headers: Headers;
    readonly body: Body;
  }

  async function ask(replica: Replica, address: string, cookie: string, headers = {}): Promise<Told> {
    const response = await replica.send('GET', address, { cookie, headers });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  }

  async function tell(method: string, address: string, json: unknown, headers = {}): Promise<Told> {
    const response = await one.send(method, address, { cookie: ben, json, headers });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  }

  const reads = [
    '/api/dashboard',
    '/api/search?q=customer',
    '/api/customers?limit=10',
    `/api/customers/${customerId('north', 1)}`,
    '/api/proposals?limit=10',
    `/api/proposals/${proposalId('north', 1)}`,
    `/api/proposals/${proposalId('north', 1)}/versions`,
    `/api/proposals/${proposalId('north', 1)}/versions/1`,
    '/api/templates',
    `/api/articles/${articleId(1)}`,
  ];

  it.each(reads)('answers %s the same from the database and from the cache', async (address) => {
    const fresh = await ask(one, address, ben);
    const cached = await ask(two, address, ben);
    expect(fresh.status).toBe(200);
    expect(cached.body).toEqual(fresh.body);
    expect(JSON.stringify(fresh.body).length).toBeGreaterThan(20);
    expect(fresh.headers.get('holdfast-age')).toBeNull();
    expect(fresh.headers.get('holdfast-mode')).toBeNull();
  });

  it.each(reads)('lets nobody but its user keep %s, who is told when it has not changed', async (address) => {
    const { headers } = await ask(one, address, ben);
    expect(headers.get('cache-control')).toMatch(/^private, no-cache$/);
    const again = await ask(two, address, ben, { 'If-None-Match': headers.get('etag') });
    expect(again.status).toBe(304);
    expect(again.body).toBeUndefined();
  });

  it.each(reads)('refuses %s to whoever is not signed in, whatever is cached', async (address) => {
    await ask(one, address, ben);
    expect((await ask(one, address, 'holdfast.session_token=forged.forged')).status).toBe(401);
  });

  it('gives each team its own lists, dashboard and search under the same address', async () => {
    for (const address of ['/api/dashboard', '/api/customers', '/api/proposals', '/api/search?q=of']) {
      const [north, south] = [await ask(one, address, ben), await ask(one, address, cyd)];
      expect(JSON.stringify(north.body)).not.toContain('of south');
      expect(JSON.stringify(south.body)).toContain('of south');
      expect(JSON.stringify(south.body)).not.toContain('of north');
    }
  });

  it.each([
    `/api/customers/${customerId('north', 1)}`,
    `/api/proposals/${proposalId('north', 1)}`,
    `/api/proposals/${proposalId('north', 1)}/versions`,
    `/api/proposals/${proposalId('north', 1)}/versions/1`,
  ])('says of %s to another team only that there is nothing, also when it is cached', async (address) => {
    expect((await ask(one, address, ben)).status).toBe(200);
    expect(await ask(one, address, cyd)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await ask(one, address, ben)).status).toBe(200);
  });

  it('refuses to change a proposal of another team', async () => {
    const response = await one.send('PATCH', `/api/proposals/${proposalId('south', 1)}`, {
      cookie: ben,
      json: { baseVersion: 1, title: 'Mine' },
    });
    expect(response.status).toBe(404);
    expect((await ask(one, `/api/proposals/${proposalId('south', 1)}`, cyd)).body.title).toBe(
      'Proposal 1 of south',
    );
  });

  it.each([
    '/api/search?q=a%3A*%20%26%20!b%27)%3B--',
    '/api/search?q=%00',
    '/api/search?q=%EF%BF%BD',
    '/api/search?q=team%3Asouth%0D%0AGET',
    '/api/search?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E',
    "/api/customers?q='%20or%201%3D1%3B--",
    '/api/proposals?limit=10&status=won',
  ])('answers the hostile %s with what the team may see, or refuses it', async (address) => {
    const north = await ask(one, address, ben);
    expect([200, 400]).toContain(north.status);
    expect(JSON.stringify(north.body)).not.toContain('of south');
  });

  it.each([
    '/api/search',
    '/api/search?q=',
    `/api/search?q=${'x'.repeat(201)}`,
    '/api/search?q=a&team=south',
    '/api/customers?limit=0',
    '/api/customers?limit=1000',
    '/api/customers?cursor=forged',
    '/api/proposals?status=paid',
    '/api/proposals?cursor=WyJhIl0',
  ])('refuses %s and says where it is wrong', async (address) => {
    const told = await ask(one, address, ben);
    expect(told).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect(told.body.errors.length).toBeGreaterThan(0);
  });

  it.each([
    '/api/proposals/1',
    `/api/proposals/${proposalId('north', 1)}/versions/0`,
    `/api/proposals/${proposalId('north', 99)}`,
    '/api/articles/..%2Fdashboard',
    `/api/customers/${customerId('north', 1)}%00`,
  ])('says of %s that there is nothing', async (address) => {
    expect(await ask(one, address, ben)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('goes through all pages of proposals, each once, in the order of their last change', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await ask(seen.length % 2 ? one : two, `/api/proposals?limit=7${query}`, cyd);
      seen.push(...body.items.map(({ title }) => title));
      cursor = body.nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => `Proposal ${index + 1} of south`));
  });

  it('starts a proposal from a template, and every replica shows it at once everywhere', async () => {
    for (const replica of [one, two]) {
      await ask(replica, '/api/dashboard', ben);
      await ask(replica, '/api/proposals', ben);
    }
    const created = await tell('POST', '/api/proposals', {
      title: 'Brand new',
      customerId: customerId('north', 2),
      templateId: 'short',
    });
    expect(created.status).toBe(201);
    expect(created.body.content).toEqual({ type: 'doc', content: [{ type: 'heading' }] });
    expect(created.headers.get('location')).toBe(`/api/proposals/${created.body.id}`);
    for (const replica of [one, two]) {
      expect((await ask(replica, '/api/dashboard', ben)).body.recent[0]?.title).toBe('Brand new');
      expect((await ask(replica, '/api/proposals', ben)).body.items[0]?.title).toBe('Brand new');
      expect((await ask(replica, '/api/search?q=brand', ben)).body.proposals).toHaveLength(1);
      expect(
        (await ask(replica, `/api/customers/${customerId('north', 2)}`, ben)).body.proposals[0]?.title,
      ).toBe('Brand new');
    }
  });

  it('makes one proposal of a request that is sent twice', async () => {
    const json = { title: 'Once', customerId: customerId('north', 3) };
    const headers = { 'Idempotency-Key': 'once-and-only' };
    const first = await tell('POST', '/api/proposals', json, headers);
    const second = await tell('POST', '/api/proposals', json, headers);
    expect(second.body.id).toBe(first.body.id);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect((await ask(two, '/api/search?q=once', ben)).body.proposals).toHaveLength(1);
  });

  it.each([
    [{ title: 'x', customerId: customerId('south', 1) }, '/customerId'],
    [{ title: 'x', customerId: customerId('north', 1), templateId: 'none' }, '/templateId'],
    [{ title: '', customerId: customerId('north', 1) }, '/title'],
    [{ title: 'x', customerId: customerId('north', 1), teamId: 'south' }, ''],
  ])('refuses to start the proposal %j', async (json, at) => {
    const told = await tell('POST', '/api/proposals', json);
    expect(told).toMatchObject({ status: 400, body: { errors: [{ at }] } });
  });

  it('saves a change as the next version, which every replica shows at once', async () => {
    const address = `/api/proposals/${proposalId('north', 5)}`;
    const content = {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hi' }] }],
    };
    const ofCustomer = `/api/customers/${(await ask(one, address, ben)).body.customer.id}`;
    for (const replica of [one, two]) {
      await ask(replica, address, ben);
      await ask(replica, `${address}/versions`, ben);
      expect((await ask(replica, ofCustomer, ben)).body.proposals).toContainEqual(
        expect.objectContaining({ id: proposalId('north', 5), status: 'draft' }),
      );
    }
    const saved = await tell(
      'PATCH',
      address,
      { baseVersion: 1, content, status: 'review' },
      {
        'Idempotency-Key': 'save-number-1',
      },
    );
    expect(saved).toMatchObject({ status: 200, body: { version: 2, status: 'review', content } });
    for (const replica of [one, two]) {
      expect((await ask(replica, address, ben)).body).toEqual(saved.body);
      expect((await ask(replica, `${address}/versions`, ben)).body).toHaveLength(2);
      expect((await ask(replica, `${address}/versions/2`, ben)).body.content).toEqual(content);
      expect((await ask(replica, '/api/dashboard', ben)).body.recent[0]?.id).toBe(saved.body.id);
      expect((await ask(replica, ofCustomer, ben)).body.proposals).toContainEqual(
        expect.objectContaining({ id: saved.body.id, status: 'review' }),
      );
    }
  });

  it('refuses a change that was made on an older version, and tells the newer one', async () => {
    const address = `/api/proposals/${proposalId('north', 6)}`;
    await tell('PATCH', address, { baseVersion: 1, title: 'Theirs' });
    const refused = await tell('PATCH', address, { baseVersion: 1, title: 'Mine' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'conflict', proposal: { title: 'Theirs', version: 2 } },
    });
    expect((await ask(two, address, ben)).body).toMatchObject({ title: 'Theirs', version: 2 });
  });
});
