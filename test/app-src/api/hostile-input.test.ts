import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { createPeople, people, signIn } from '../http/people.ts';
import { Replica } from '../http/replica.ts';
import { createSales, proposalId } from './sales-data.ts';

let postgres: Postgres;
let redis: Redis;
let replica: Replica;
let cookie: string;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([Postgres.start(), Redis.start()]);
  replica = await Replica.start(postgres, redis);
  await createPeople(replica);
  await createSales(replica, 3);
  cookie = await signIn(replica, people.ben);
});

afterAll(async () => {
  await replica?.close();
  await Promise.all([postgres?.remove(), redis?.remove()]);
});

const address = `/api/proposals/${proposalId('north', 1)}`;
const cursor = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');
const id = proposalId('north', 1);

describe('what no page of the product sends is refused as the sender’s mistake', () => {
  it.each([
    ['/api/customers', ['a\0b', id]],
    ['/api/customers', ['half a pair \ud800', id]],
    ['/api/proposals', ['0000-01-01T00:00:00.000Z', id]],
    ['/api/proposals', ['2026-13-01T00:00:00.000Z', id]],
    ['/api/proposals', ['2026-02-30T00:00:00.000Z', id]],
  ])('a cursor of %s made up of %j', async (list, position) => {
    const response = await replica.send('GET', `${list}?cursor=${cursor(position)}`, { cookie });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid' }]);
  });

  it.each([2_147_483_647, 2_147_483_648, Number.MAX_SAFE_INTEGER])('the version %d', async (baseVersion) => {
    const response = await replica.send('PATCH', address, { cookie, json: { baseVersion, title: 'x' } });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ at: '/baseVersion' }] },
    ]);
  });

  it('a text whose parts are nested without end', async () => {
    const content = `{"type":"doc","content":[${'{"type":"a","content":['.repeat(20_000)}${']}'.repeat(20_000)}]}`;
    const body = `{"baseVersion":1,"content":${content}}`;
    const response = await replica.send('PATCH', address, { cookie, body });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ at: '', message: expect.stringContaining('nest at most') }] },
    ]);
  });

  it('but not a list within lists, as deep as anybody writes', async () => {
    const item = (depth: number): object => ({
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [{ type: 'paragraph' }, ...(depth > 0 ? [item(depth - 1)] : [])],
        },
      ],
    });
    const json = { baseVersion: 1, content: { type: 'doc', content: [item(15)] } };
    expect((await replica.send('PATCH', address, { cookie, json })).status).toBe(200);
  });
});
