import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { Postgres } from '../services/postgres.ts';
import type { Database } from './owners.ts';
import { Strangers } from './strangers.ts';

const proposals = {
  red: '00000000-0000-4000-8000-000000000001',
  blue: '00000000-0000-4000-8000-000000000002',
};
const teams = { 'anna@example.com': 'red', 'bert@example.com': 'blue' } as const;

/** How the product answers: whose session it takes a request for, and what it lists. */
interface Product {
  readonly me: (email: string) => string;
  readonly listed: (team: 'red' | 'blue') => string;
  readonly mayRead: boolean;
}

const sound: Product = { me: (email) => email, listed: (team) => proposals[team], mayRead: false };

describe('data of strangers', () => {
  let store: Postgres;
  let sql: postgres.Sql;
  let database: Database;
  const servers: Server[] = [];
  beforeAll(async () => {
    store = await Postgres.start();
    sql = store.connect();
    database = (work) => work(sql);
    await sql`create table teams (id text)`;
    await sql`create table users (email text, team_id text)`;
    await sql`create table proposals (id uuid, team_id text)`;
    await sql`create table customers (id uuid, team_id text)`;
    await sql`insert into teams values ('red'), ('blue')`;
    await sql`insert into users values ('anna@example.com', 'red'), ('bert@example.com', 'blue')`;
    await sql`insert into proposals values (${proposals.red}, 'red'), (${proposals.blue}, 'blue')`;
  });
  afterAll(async () => {
    await sql?.end();
    await store?.remove();
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  async function found(product: Product): Promise<readonly string[]> {
    const address = await serve(product);
    const watch = await Strangers.watch(database, {
      address,
      password: 'secret',
      emails: Object.keys(teams),
    });
    while (watch.answers < 10) await sleep(50);
    await watch.end();
    return [...new Set((await watch.judge(database)).map(({ sentence }) => sentence))];
  }

  async function serve({ me, listed, mayRead }: Product): Promise<string> {
    const server = createServer(async (request, response) => {
      const path = request.url ?? '';
      if (path === '/api/auth/sign-in/email') {
        const body = JSON.parse((await request.setEncoding('utf8').toArray()).join('')) as { email: string };
        return response.setHeader('Set-Cookie', `session=${body.email}; Path=/`).end();
      }
      const email = (request.headers.cookie ?? '').replace('session=', '') as keyof typeof teams;
      if (path === '/api/me') return response.end(JSON.stringify({ email: me(email) }));
      if (path.startsWith('/api/proposals/') && !mayRead) return response.writeHead(404).end();
      return response.end(JSON.stringify({ items: [{ id: listed(teams[email]) }] }));
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('are not seen where everyone gets their own', async () => {
    expect(await found(sound)).toEqual([]);
  });

  it('are found when a session is taken for that of somebody else', async () => {
    expect(await found({ ...sound, me: () => 'anna@example.com' })).toEqual([
      'bert@example.com was told to be somebody else: {"email":"anna@example.com"}',
    ]);
  });

  it('are found in a list', async () => {
    expect(await found({ ...sound, listed: () => proposals.red })).toEqual([
      `A user of team blue was given the proposal ${proposals.red} of another team.`,
    ]);
  });

  it('are found when somebody may read what belongs to another team', async () => {
    expect(await found({ ...sound, mayRead: true })).toEqual([
      expect.stringMatching(/^anna@example\.com was given a proposal of another team/),
      expect.stringMatching(/^bert@example\.com was given a proposal of another team/),
    ]);
  });

  it('show nothing where all users are of one team', async () => {
    const plan = { address: 'http://127.0.0.1:9', password: 'secret', emails: ['anna@example.com'] };
    await expect(Strangers.watch(database, plan)).rejects.toThrow('nobody is a stranger');
  });
});
