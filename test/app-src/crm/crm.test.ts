import type { Logger } from 'pino';
import type { ReadThrough } from '../../../app-src/src/cache/read-through.ts';
import { Crm } from '../../../app-src/src/crm/crm.ts';
import { refreshCustomer } from '../../../app-src/src/crm/customer-refresh.ts';
import { saveNews } from '../../../app-src/src/crm/save-news.ts';
import { findCustomer } from '../../../app-src/src/customers/customer-queries.ts';
import { createLogger } from '../../../app-src/src/logging/logger.ts';
import { Policies } from '../../../app-src/src/resilience/policies.ts';
import { accountOf } from '../../../local/peers/dynamics/account.ts';
import { standInClient } from '../../../local/peers/dynamics/service.ts';
import { PeerProcess } from '../../local/peers/peer-process.ts';
import { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { Replica, silentLogger } from '../cache/replica.ts';
import { TestDatabase, twoTeams } from '../queries/test-database.ts';

const crmId = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const key = { teamId: 'north', id };

describe('a customer mirrored from the CRM', () => {
  let peer: PeerProcess;
  let tests: TestDatabase;
  let redis: Redis;
  let replica: Replica;
  const open: { readonly crm: Crm; readonly policies: Policies }[] = [];

  beforeAll(async () => {
    [peer, tests, redis] = await Promise.all([
      PeerProcess.start('dynamics'),
      TestDatabase.start(),
      Redis.start(),
    ]);
    replica = await Replica.start(redis);
  });
  beforeEach(async () => {
    await peer.misbehave({});
    await peer.forget();
    await twoTeams(tests);
  });
  afterEach(async () => {
    for (const { crm, policies } of open.splice(0)) {
      await crm.close();
      policies.close();
    }
  });
  afterAll(async () => {
    replica.stop();
    await Promise.all([peer.kill(), tests.remove(), redis.remove()]);
  });

  const app = ({
    on = true,
    secret = standInClient.secret,
    logger = silentLogger,
    readThrough = replica.readThrough,
  }: {
    on?: boolean;
    secret?: string;
    logger?: Logger;
    readThrough?: ReadThrough;
  } = {}) => {
    const policies = new Policies();
    const { database } = tests;
    const crm = new Crm({
      config: on
        ? {
            url: peer.origin,
            tokenUrl: `${peer.origin}/contoso/oauth2/v2.0/token`,
            clientId: standInClient.id,
            clientSecret: secret,
          }
        : undefined,
      policies,
      logger,
      save: (news) => saveNews({ orm: database.orm, readThrough }, news),
    });
    open.push({ crm, policies });
    return { database, crm, policies };
  };

  /** What a customer's page is told. */
  const look = async ({ database, crm }: ReturnType<typeof app>, { teamId, id: wanted }: typeof key) => {
    const copy = await findCustomer(database.orm, { teamId, id: wanted });
    return copy && crm.present({ teamId, copy });
  };

  const known = (minutesAgo: number) =>
    tests.database.sql`
      insert into customers (id, team_id, crm_id, name, industry, city, country, contact_name, contact_email,
        annual_revenue, refreshed_at, search)
      values (${id}, 'north', ${crmId}, 'Old name', 'Consulting', 'Taipei', 'Taiwan', 'Ada Lin', 'ada@old.example',
        1000, now() - make_interval(mins => ${minutesAgo}), to_tsvector('simple', 'Old name'))`;

  it('is fresh for a quarter of an hour, without a question to the CRM', async () => {
    await known(14);
    await expect(look(app(), key)).resolves.toMatchObject({ name: 'Old name', freshness: 'fresh' });
    expect((await peer.state()).counters.requests).toBe(0);
  });

  it('is shown at once when it is older, and renewed behind its reader', async () => {
    await known(16);
    await peer.misbehave({ latencyMilliseconds: 700 });
    const runtime = app();
    const start = performance.now();
    await expect(look(runtime, key)).resolves.toMatchObject({
      name: 'Old name',
      freshness: 'refreshing',
    });
    expect(performance.now() - start).toBeLessThan(600);
    const renewed = await waitUntil('the renewed customer', async () => {
      const customer = await look(runtime, key);
      return customer?.freshness === 'fresh' ? customer : undefined;
    });
    expect(renewed.name).toBe(accountOf(crmId).name);
  });

  it('is asked for once, however many look at it meanwhile', async () => {
    await known(60);
    await peer.misbehave({ latencyMilliseconds: 200 });
    const runtime = app();
    await Promise.all(Array.from({ length: 20 }, () => refreshCustomer(runtime, key)));
    expect((await peer.state()).counters.requests).toBe(2);
  });

  it.each([
    ['slow', { latencyMilliseconds: 60_000 }],
    ['failing', { status: 500 }],
    ['overloaded', { status: 429, retryAfterSeconds: 60 }],
    ['hanging', { hang: true }],
    ['malformed', { malformed: true }],
  ])('is told from its last known copy, as stale, within 3 s when the CRM is %s', async (_, faults) => {
    await known(60);
    await peer.misbehave(faults);
    const runtime = app();
    const start = performance.now();
    await expect(refreshCustomer(runtime, key)).resolves.toMatchObject({
      name: 'Old name',
      freshness: 'stale',
    });
    expect(performance.now() - start).toBeLessThan(3_000);
    // Nor does its page say that it is being renewed, which it is not for a while.
    await expect(look(runtime, key)).resolves.toMatchObject({ freshness: 'stale' });
    expect(runtime.policies.states().crm?.fallbacks).toBeGreaterThan(0);
  });

  it('is told as stale when the CRM is dead, and renewed when it lives again', async () => {
    await known(60);
    const runtime = app();
    await peer.kill();
    await expect(refreshCustomer(runtime, key)).resolves.toMatchObject({ freshness: 'stale' });
    await peer.start();
    const customer = await waitUntil(
      'the renewed customer',
      async () => {
        const asked = await refreshCustomer(runtime, key);
        return asked?.freshness === 'fresh' ? asked : undefined;
      },
      15_000,
    );
    expect(customer.name).toBe(accountOf(crmId).name);
  });

  it('is told as stale while the CRM refuses the app, which the log says once a minute', async () => {
    await known(60);
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    const refused = app({ secret: 'has-expired', logger });
    for (let view = 0; view < 3; view += 1) {
      expect(await refreshCustomer(refused, key)).toMatchObject({ freshness: 'stale' });
    }
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/"level":"warn".*"status":401.*CRM_CLIENT_SECRET has expired/);
    expect(lines[0]).not.toContain('has-expired');
  });

  it('is told as it is while no CRM is set up', async () => {
    await known(60);
    const runtime = app({ on: false });
    await expect(look(runtime, key)).resolves.toMatchObject({ freshness: 'stale' });
    await expect(refreshCustomer(runtime, key)).resolves.toMatchObject({ freshness: 'stale' });
  });

  it('is not told to another team', async () => {
    await known(60);
    const runtime = app();
    await expect(refreshCustomer(runtime, { teamId: 'south', id })).resolves.toBeUndefined();
    expect((await peer.state()).counters.requests).toBe(0);
  });

  it('drops the cached pages of its team only when more than its age has changed', async () => {
    await known(60);
    const dropped: number[] = [];
    const { readThrough } = replica;
    const counting = {
      writing: (...write: Parameters<ReadThrough['writing']>) => {
        dropped.push(write[0].length);
        return readThrough.writing(...write);
      },
    } as ReadThrough;
    const runtime = app({ readThrough: counting });
    await refreshCustomer(runtime, key);
    expect(dropped).toHaveLength(1);
    await refreshCustomer(runtime, key);
    expect(dropped).toHaveLength(1);
  });
});
