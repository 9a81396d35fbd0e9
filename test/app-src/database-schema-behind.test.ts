import { Database } from '../../app-src/src/database/database.ts';
import { migrationLockKey } from '../../app-src/src/database/migration.ts';
import { Postgres } from '../services/postgres.ts';
import { Redis } from '../services/redis.ts';
import { waitUntil } from '../services/wait-until.ts';
import { createPeople, password, people, signIn } from './http/people.ts';
import { Replica } from './http/replica.ts';
import { configFor } from './queries/test-database.ts';

describe('a replica that waits for another to migrate an empty database', () => {
  let postgres: Postgres;
  let redis: Redis;
  let other: Database;
  let replica: Replica;

  beforeAll(async () => {
    [postgres, redis] = await Promise.all([Postgres.start(), Redis.start()]);
    other = new Database({ ...configFor(postgres), poolSize: 1 });
    await other.sql`select pg_advisory_lock(${migrationLockKey}::bigint)`;
    replica = new Replica(postgres, redis);
    await replica.becomes('ready');
  });
  afterAll(async () => {
    await Promise.all([replica?.close(), other?.close(0)]);
    await Promise.all([postgres?.remove(), redis?.remove()]);
  });

  it('takes what is missing for away until then, and for a defect afterwards', async () => {
    const json = { email: people.ada.email, password };
    const early = await replica.send('POST', '/api/auth/sign-in/email', { json });
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await early.json()).toMatchObject({ code: 'database-unavailable' });
    expect(replica.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);

    await other.sql`select pg_advisory_unlock(${migrationLockKey}::bigint)`;
    await waitUntil('the migration', async () =>
      replica.runtime.migration.state().status === 'done' ? true : undefined,
    );
    await createPeople(replica);
    const cookie = await signIn(replica, people.ada);

    await other.sql`drop table proposals cascade`;
    const late = await replica.send('GET', '/api/dashboard', { cookie });
    expect([late.status, await late.json()]).toMatchObject([500, { code: 'internal' }]);
  });
});
