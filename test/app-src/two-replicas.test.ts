import { Postgres } from '../services/postgres.ts';
import { Redis } from '../services/redis.ts';
import { waitUntil } from '../services/wait-until.ts';
import { AppServer } from './app-server.ts';
import { type ReplicaPair, replicaEnvironment, type Stores, startPair, startStores } from './replica-pair.ts';
import { Visitor } from './visitor.ts';

jest.setTimeout(120_000);

const pages = ['/', '/sign-in', '/dashboard', '/proposals', '/zh-TW/dashboard'];
const reads = ['/api/me', '/api/dashboard', '/api/proposals', '/api/customers'];

describe('two replicas with a real PostgreSQL and a real Redis', () => {
  let stores: Stores;
  let pair: ReplicaPair;
  let both: readonly AppServer[];
  const visitor = new Visitor();

  beforeAll(async () => {
    stores = await startStores();
    pair = await startPair(stores);
    both = [pair.first, pair.second];
    await visitor.signIn(pair.first.origin);
  }, 240_000);

  afterAll(async () => {
    await pair?.remove();
    await stores?.remove();
  });

  const becomeReady = () => Promise.all(both.map((replica) => replica.becomes('ready')));

  const status = async (replica: AppServer, address: string) =>
    (await visitor.send(replica.origin, 'GET', address)).status;

  it('S2: who signed in on one goes on at the other, and what is written there is read here', async () => {
    const change = await visitor.send(pair.second.origin, 'PATCH', '/api/me', { name: 'Sam of Both' });
    expect(change.status).toBe(200);
    for (const replica of both) {
      const me = await visitor.send(replica.origin, 'GET', '/api/me');
      expect(await me.json()).toMatchObject({ email: 'sales@holdfast.example' });
    }
    // The other replica's copy of the session may be a minute old; a browser that signs in anew has the new name.
    const again = new Visitor();
    await again.signIn(pair.first.origin);
    const me = await again.send(pair.first.origin, 'GET', '/api/me');
    expect(await me.json()).toMatchObject({ name: 'Sam of Both' });
  });

  it('S3: who is signed in stays so when Redis dies, and when it comes back empty', async () => {
    await stores.redis.kill();
    await Promise.all(both.map((replica) => replica.becomes('degraded')));
    for (const replica of both) {
      for (const address of reads) {
        expect([address, await status(replica, address)]).toEqual([address, 200]);
      }
    }
    await stores.redis.start();
    await becomeReady();
    for (const replica of both) {
      expect(await status(replica, '/api/me')).toBe(200);
    }
  });

  it('S2: with PostgreSQL dead pages and reads answer, writes are refused with Retry-After, and all returns without a restart', async () => {
    const processes = both.map(({ process }) => process.pid);
    for (const replica of both) {
      for (const address of reads) {
        await status(replica, address);
      }
    }
    await stores.postgres.kill();
    await Promise.all(both.map((replica) => replica.becomes('degraded')));
    for (const replica of both) {
      for (const page of pages) {
        expect([page, await status(replica, page)]).toEqual([page, 200]);
      }
      for (const address of reads) {
        expect([address, await status(replica, address)]).toEqual([address, 200]);
      }
      const write = await visitor.send(replica.origin, 'PATCH', '/api/me', { name: 'Nobody' });
      expect(write.status).toBe(503);
      expect(Number(write.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await write.json()).toMatchObject({ code: 'database-unavailable', status: 503 });
      expect((await replica.readiness()).status).toBe(200);
    }
    await stores.postgres.start();
    await becomeReady();
    for (const replica of both) {
      await waitUntil('writes to be taken again', async () => {
        const write = await visitor.send(replica.origin, 'PATCH', '/api/me', { name: 'Sam Rivera' });
        return write.status === 200 ? true : undefined;
      });
    }
    expect(both.map(({ process }) => process.pid)).toEqual(processes);
  });

  it('S3: with Redis and PostgreSQL dead pages and what was read before still answer', async () => {
    for (const replica of both) {
      for (const address of reads) {
        expect(await status(replica, address)).toBe(200);
      }
    }
    await Promise.all([stores.postgres.kill(), stores.redis.kill()]);
    await Promise.all(both.map((replica) => replica.becomes('degraded')));
    for (const replica of both) {
      for (const address of [...pages, '/api/dashboard', '/api/proposals']) {
        expect([address, await status(replica, address)]).toEqual([address, 200]);
      }
    }
    await Promise.all([stores.postgres.start(), stores.redis.start()]);
    await becomeReady();
  });
});

describe('a replica that starts while PostgreSQL and Redis are away', () => {
  it('serves pages, says what is away, and serves everything once they are there', async () => {
    const [postgres, redis] = await Promise.all([Postgres.start({ durable: true }), Redis.start()]);
    let replica: AppServer | undefined;
    try {
      await Promise.all([postgres.stop(), redis.stop()]);
      replica = await AppServer.start(replicaEnvironment({ postgres, redis }));
      const { status, body } = await replica.becomes('degraded');
      expect(status).toBe(200);
      expect(body).toMatchObject({ checks: { database: { status: 'down' }, cache: { status: 'down' } } });
      expect((await fetch(replica.origin)).status).toBe(200);
      const me = await new Visitor().send(replica.origin, 'GET', '/api/me');
      expect(me.status).toBe(401);

      await Promise.all([postgres.start(), redis.start()]);
      await replica.becomes('ready');
      const origin = replica.origin;
      await waitUntil(
        'the schema, which it makes itself',
        async () => {
          const client = postgres.connect();
          try {
            const [row] = await client`select to_regclass('public.proposals') as table`;
            return row?.table === null ? undefined : true;
          } finally {
            await client.end();
          }
        },
        30_000,
      );
      const visitor = new Visitor();
      await expect(visitor.signIn(origin)).rejects.toThrow(/gave 401/);
    } finally {
      await replica?.stop();
      await Promise.all([postgres.remove(), redis.remove()]);
    }
  });
});
