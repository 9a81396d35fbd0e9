import { accountOf } from '../../../local/peers/dynamics/account.ts';
import { standInClient } from '../../../local/peers/dynamics/service.ts';
import { PeerProcess } from '../../local/peers/peer-process.ts';
import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { createPeople, people, signIn } from '../http/people.ts';
import { Replica } from '../http/replica.ts';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const crmId = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
const page = `/api/customers/${id}`;

describe('refreshing a customer over HTTP', () => {
  let peer: PeerProcess;
  let postgres: Postgres;
  let redis: Redis;
  let replica: Replica;
  let ben: string;

  beforeAll(async () => {
    [peer, postgres, redis] = await Promise.all([
      PeerProcess.start('dynamics'),
      Postgres.start(),
      Redis.start(),
    ]);
    replica = await Replica.start(postgres, redis, {
      CRM_URL: peer.origin,
      CRM_TOKEN_URL: `${peer.origin}/contoso/oauth2/v2.0/token`,
      CRM_CLIENT_ID: standInClient.id,
      CRM_CLIENT_SECRET: standInClient.secret,
      APP_VERSION: '1.2.3',
    });
    await createPeople(replica);
    ben = await signIn(replica, people.ben);
  });
  beforeEach(async () => {
    await peer.misbehave({});
    const { sql } = replica.runtime.database;
    await sql`delete from customers`;
    await sql`
      insert into customers (id, team_id, crm_id, name, industry, city, country, contact_name, contact_email,
        annual_revenue, refreshed_at, search)
      values (${id}, 'north', ${crmId}, 'Old name', 'Consulting', 'Taipei', 'Taiwan', 'Ada', 'a@b.example',
        1000, now() - interval '1 day', to_tsvector('simple', 'Old name'))`;
  });
  afterAll(async () => {
    await replica.close();
    await Promise.all([peer.kill(), postgres.remove(), redis.remove()]);
  });

  const refresh = (cookie: string) => replica.send('POST', `${page}/refresh`, { cookie });

  it('tells the last known copy as stale within 3 s while the CRM hangs, the new one afterwards, and so does the page', async () => {
    await peer.misbehave({ hang: true });
    const start = performance.now();
    const stale = await refresh(ben);
    expect(performance.now() - start).toBeLessThan(3_000);
    expect([stale.status, await stale.json()]).toMatchObject([200, { name: 'Old name', freshness: 'stale' }]);
    await replica.send('GET', page, { cookie: ben });

    await peer.misbehave({});
    const fresh = await refresh(ben);
    expect(await fresh.json()).toMatchObject({ name: accountOf(crmId).name, freshness: 'fresh' });
    const shown = await replica.send('GET', page, { cookie: ben });
    expect(await shown.json()).toMatchObject({ name: accountOf(crmId).name, freshness: 'fresh' });
  });

  it('is for members of the customer’s team alone', async () => {
    expect((await refresh('')).status).toBe(401);
    expect((await refresh(await signIn(replica, people.cyd))).status).toBe(404);
    expect((await replica.send('POST', '/api/customers/1/refresh', { cookie: ben })).status).toBe(404);
  });

  it('shows operators the circuits of the CRM and the version that runs', async () => {
    const ada = await signIn(replica, people.ada);
    const answer = await replica.send('GET', '/api/status', { cookie: ada });
    expect(await answer.json()).toMatchObject({
      version: '1.2.3',
      policies: [{ name: 'crm', circuit: 'closed' }, { name: 'crm-token' }, { name: 'crm-mirror' }],
      features: { drafting: 'template', crm: 'on' },
    });
  });

  it('writes neither secret nor token into the log', () => {
    expect(replica.log.join('')).not.toMatch(/stand-in-crm-secret|Bearer/);
  });
});
