import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cacheKey } from '../../../app-src/src/cache/cache-key.ts';
import { Crm } from '../../../app-src/src/crm/crm.ts';
import type { MirrorLimits } from '../../../app-src/src/crm/crm-mirror.ts';
import { listCustomers } from '../../../app-src/src/customers/customer-queries.ts';
import { Database } from '../../../app-src/src/database/database.ts';
import type { Orm } from '../../../app-src/src/database/orm.ts';
import { Policies } from '../../../app-src/src/resilience/policies.ts';
import { accountOf } from '../../../local/peers/dynamics/account.ts';
import { PeerProcess } from '../../local/peers/peer-process.ts';
import { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { Replica, silentLogger } from '../cache/replica.ts';
import { configFor, TestDatabase, twoTeams } from '../queries/test-database.ts';
import {
  crmIds,
  type MirrorReplica,
  modifiedOn,
  oldCopies,
  outdated,
  place,
  startMirror,
} from './mirror-fixture.ts';

jest.setTimeout(30_000);

describe('the mirror of the CRM', () => {
  let peer: PeerProcess;
  let tests: TestDatabase;
  let redis: Redis;
  let cached: Replica;
  const replicas: MirrorReplica[] = [];
  const ids = crmIds(7);
  const changed = (accounts: readonly string[]) => accounts.map((id) => ({ id, modifiedOn }));

  beforeAll(async () => {
    [peer, tests, redis] = await Promise.all([
      PeerProcess.start('dynamics'),
      TestDatabase.start(),
      Redis.start(),
    ]);
    cached = await Replica.start(redis);
  });
  beforeEach(async () => {
    await twoTeams(tests);
    await oldCopies(tests, ids);
    await peer.misbehave({});
    await peer.hold({ accounts: changed(ids) });
    await peer.forget();
  });
  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((replica) => replica.close()));
  });
  afterAll(async () => {
    cached?.stop();
    await Promise.all([peer?.kill(), tests?.remove(), redis?.remove()]);
  });

  const start = (limits: Partial<MirrorLimits> = {}, orm: () => Orm = () => tests.orm) => {
    const replica = startMirror({ peer, orm, readThrough: cached.readThrough, limits });
    replicas.push(replica);
    return replica;
  };
  const requests = async () => (await peer.state()).counters.requests;
  const whole = () =>
    waitUntil('a whole round', async () => ((await place(tests))?.watermark ? true : undefined));
  const warned = ({ logger }: MirrorReplica) =>
    waitUntil('a warning', async () => (logger.warn.mock.calls.length > 0 ? true : undefined));
  const dueNow = () => tests.database.sql`update crm_mirrors set due_at = now()`;

  it('brings every customer up to date in its first round, page by page', async () => {
    start();
    await whole();
    expect(await outdated(tests)).toEqual([]);
    const rows = await tests.database.sql`select crm_id, name, contact_email from customers`;
    expect(Object.fromEntries(rows.map((row) => [row.crm_id, [row.name, row.contact_email]]))).toEqual(
      Object.fromEntries(ids.map((id) => [id, [accountOf(id).name, accountOf(id).contact.emailaddress1]])),
    );
    // A token, and four pages of two.
    expect(await requests()).toBe(5);
    const { watermark, next_link, seconds } = (await place(tests)) ?? {};
    const behind = (Date.now() - (watermark?.getTime() ?? 0)) / 1_000;
    expect([behind > 129, behind < 135, next_link]).toEqual([true, true, null]);
    expect(seconds).toBeGreaterThan(290);
  });

  it('asks one page and changes nothing when nothing has changed', async () => {
    const { logger } = start({ periodSeconds: 1 });
    await whole();
    const before = await tests.database.sql`select * from customers order by id`;
    const first = (await place(tests))?.watermark;
    await peer.forget();
    logger.info.mockClear();
    await waitUntil('the next round', async () => ((await requests()) > 0 ? true : undefined));
    await waitUntil('the next watermark', async () =>
      Number((await place(tests))?.watermark) > Number(first) ? true : undefined,
    );
    expect(await tests.database.sql`select * from customers order by id`).toEqual(before);
    expect(logger.info).not.toHaveBeenCalled();
    expect(await requests()).toBeLessThanOrEqual(2);
  });

  it('reads what changes after a round in the next one, and only that', async () => {
    start({ settleMilliseconds: 0 });
    await whole();
    await tests.database.sql`update customers set name = 'Old name'`;
    const [first = ''] = ids;
    const later = new Date(Date.now() - 1_000).toISOString();
    await tests.database.sql`update crm_mirrors set watermark = watermark - interval '1 minute'`;
    await peer.hold({ accounts: [...changed(ids.slice(1)), { id: first, modifiedOn: later, name: 'New' }] });
    await dueNow();
    await waitUntil('the change', async () => ((await outdated(tests)).length === 6 ? true : undefined));
    const [row] = await tests.database.sql`select name from customers where crm_id = ${first}`;
    expect(row?.name).toBe('New');
  });

  it('leaves for later what the CRM may not have told whole yet', async () => {
    const [first = '', ...rest] = ids;
    const modifiedNow = new Date(Date.now() - 60_000).toISOString();
    await peer.hold({ accounts: [{ id: first, modifiedOn: modifiedNow }, ...changed(rest)] });
    start();
    await whole();
    expect(await outdated(tests)).toEqual([first]);
  });

  it('counts accounts that are nobody’s customer or cannot be shown, and goes on', async () => {
    const [first = '', second = '', ...rest] = ids;
    await tests.database.sql`delete from customers where crm_id = ${first}`;
    await peer.hold({ accounts: [{ id: second, modifiedOn, name: null }, ...changed([first, ...rest])] });
    const { logger } = start({ rows: 100 });
    await whole();
    expect(logger.info.mock.calls).toEqual([
      [{ updated: 5, unchanged: 0, unknown: 1, unreadable: 1 }, expect.any(String)],
    ]);
    expect(await outdated(tests)).toEqual([second]);
    const [row] = await tests.database.sql`select count(*)::int as count from customers`;
    expect(row?.count).toBe(6);
  });

  it('drops what is cached of a team whose customers have changed', async () => {
    const list = () =>
      cached.readThrough.get({
        key: cacheKey('customers', 'north', 'first page'),
        freshSeconds: 600,
        staleSeconds: 600,
        load: () => listCustomers(tests.orm, { teamId: 'north', limit: 1 }),
      });
    expect((await list()).value.items[0]?.name).toBe('Old name');
    expect((await list()).from).toBe('cache');
    start();
    await whole();
    expect((await list()).value.items[0]?.name).not.toBe('Old name');
  });

  it('reads no more at a time than it may, and goes on from there', async () => {
    start({ mostPages: 1 });
    await whole();
    expect(await outdated(tests)).toEqual([]);
    expect((await place(tests))?.taken).toBe(4);
    expect(await requests()).toBe(5);
  });

  it('asks a busy CRM again when it said so, and no replica asks before', async () => {
    await peer.misbehave({ status: 429, retryAfterSeconds: 30, only: 'accounts' });
    await warned(start());
    const { seconds = 0 } = (await place(tests)) ?? {};
    expect([seconds > 25, seconds <= 30]).toEqual([true, true]);
    await peer.misbehave({});
    await peer.forget();
    start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await requests()).toBe(0);
    await dueNow();
    await whole();
    expect(await outdated(tests)).toEqual([]);
  });

  it.each([
    ['malformed', { malformed: true, only: 'accounts' }],
    ['cut', { closeAfterBytes: 300, only: 'accounts' }],
    ['failing', { status: 500, only: 'accounts' }],
  ])('changes nothing by a page that is %s, and asks for it again', async (_, faults) => {
    await peer.misbehave(faults);
    const replica = start();
    await warned(replica);
    expect([(await outdated(tests)).length, (await place(tests))?.watermark]).toEqual([7, null]);
    await peer.misbehave({});
    await whole();
    expect(await outdated(tests)).toEqual([]);
    expect(replica.logger.error).not.toHaveBeenCalled();
  });

  it('follows no link that leaves the CRM, and sends its token nowhere else', async () => {
    let asked = 0;
    const elsewhere = createServer((_, response) => {
      asked += 1;
      response.end('{"value":[]}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    try {
      await peer.hold({
        accounts: changed(ids),
        nextLink: `http://127.0.0.1:${port}/api/data/v9.2/accounts?$skiptoken=1`,
      });
      await warned(start());
      expect([asked, (await outdated(tests)).length, (await place(tests))?.next_link]).toEqual([0, 7, null]);
      await peer.hold({ accounts: changed(ids) });
      await whole();
      expect([asked, await outdated(tests)]).toEqual([0, []]);
    } finally {
      elsewhere.close();
    }
  });

  it('begins a round anew when the CRM does not know its own link any more', async () => {
    await tests.database.sql`
      insert into crm_mirrors (origin, until, next_link)
      values (${peer.origin}, now(), '/api/data/v9.2/accounts?$skiptoken=forgotten')`;
    await warned(start());
    expect((await place(tests))?.next_link).toBeNull();
    await whole();
    expect(await outdated(tests)).toEqual([]);
  });

  it('loses nothing when a replica dies half-way: another goes on from its last page', async () => {
    await peer.misbehave({ latencyMilliseconds: 150, only: 'accounts' });
    const own = new Database(configFor(tests.server));
    start({ leaseSeconds: 2 }, () => own.orm);
    await waitUntil('two pages', async () => ((await outdated(tests)).length <= 3 ? true : undefined));
    await own.close(0);
    const left = (await outdated(tests)).length;
    expect(left).toBeGreaterThan(0);
    await peer.misbehave({});
    await new Promise((resolve) => setTimeout(resolve, 300));
    await peer.forget();
    start();
    await whole();
    expect(await outdated(tests)).toEqual([]);
    expect(await requests()).toBe(1 + Math.ceil(left / 2));
  });

  it('loses nothing when the CRM dies half-way', async () => {
    await peer.misbehave({ latencyMilliseconds: 150, only: 'accounts' });
    const replica = start();
    await waitUntil('a page', async () => ((await outdated(tests)).length <= 5 ? true : undefined));
    await peer.kill();
    await warned(replica);
    const left = (await outdated(tests)).length;
    expect(left).toBeGreaterThan(0);
    await peer.start();
    await peer.hold({ accounts: changed(ids) });
    // Once its circuit has closed.
    await waitUntil(
      'a whole round',
      async () => ((await place(tests))?.watermark ? true : undefined),
      20_000,
    );
    expect(await outdated(tests)).toEqual([]);
    expect(await requests()).toBeLessThanOrEqual(1 + Math.ceil(left / 2));
  });

  it('is read by one of several replicas at a time', async () => {
    await peer.misbehave({ latencyMilliseconds: 60, only: 'accounts' });
    const started = [start(), start(), start()];
    await whole();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([(await place(tests))?.taken, await requests(), await outdated(tests)]).toEqual([1, 5, []]);
    expect(started.flatMap(({ logger }) => logger.warn.mock.calls)).toEqual([]);
  });

  it('keeps nothing of a replica that was too slow, once another has the mirror', async () => {
    await peer.misbehave({ latencyMilliseconds: 400, only: 'accounts' });
    const slow = start({ rows: 100 });
    await waitUntil('the question', async () => ((await requests()) === 2 ? true : undefined));
    await tests.database.sql`update crm_mirrors set taken = taken + 1, due_at = now() + interval '1 minute'`;
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect([(await outdated(tests)).length, (await place(tests))?.watermark]).toEqual([7, null]);
    expect(slow.logger.error).not.toHaveBeenCalled();
  });

  it('asks nothing while its circuit is open', async () => {
    await peer.misbehave({ status: 500, only: 'accounts' });
    const { logger } = start({ retrySeconds: 0 });
    await waitUntil('an open circuit', async () => (logger.warn.mock.calls.length >= 2 ? true : undefined));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const [asked, taken] = [await requests(), (await place(tests))?.taken];
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([await requests(), (await place(tests))?.taken]).toEqual([asked, taken]);
  });

  it('waits without a word while the database is away, and goes on when it is back', async () => {
    await tests.server.stop();
    const { logger } = start();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect([await requests(), logger.error.mock.calls, logger.warn.mock.calls]).toEqual([0, [], []]);
    await tests.server.start();
    await whole();
    expect(await outdated(tests)).toEqual([]);
  });

  it('gives its round back at once when its replica stops', async () => {
    await peer.misbehave({ hang: true, only: 'accounts' });
    const replica = start();
    await waitUntil('the question', async () => ((await requests()) === 2 ? true : undefined));
    const begin = performance.now();
    await replica.mirror.stop();
    expect(performance.now() - begin).toBeLessThan(1_000);
    expect((await place(tests))?.seconds).toBeLessThanOrEqual(0);
  });

  it('is off while no CRM is set up', () => {
    const policies = new Policies();
    const save = async () => undefined;
    expect(new Crm({ config: undefined, policies, logger: silentLogger, save }).dynamics).toBeUndefined();
    expect(policies.states()).toEqual({});
  });
});
