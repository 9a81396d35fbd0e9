import { Admission, NoConnectionInTime } from '../../app-src/src/database/admission.ts';
import { Database, sessionSettings } from '../../app-src/src/database/database.ts';
import { isAway } from '../../app-src/src/database/database-away.ts';
import { sessionSettings as roleSettings } from '../../lambdas/database-user/statements.ts';
import { Postgres } from '../services/postgres.ts';
import { configFor, TestDatabase } from './queries/test-database.ts';

async function failureOf(work: PromiseLike<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}

describe('what a query fails with', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await TestDatabase.start();
  }, 60_000);

  afterAll(async () => {
    await db?.remove();
  });

  it('is "away" when the session can only read, as on a standby', async () => {
    const write = db.orm.transaction(async (transaction) => {
      await transaction.execute('set transaction read only');
      await transaction.execute("insert into teams values ('x', 'x')");
    });
    expect(isAway(await failureOf(write))).toBe(true);
  });

  it('is "away" when the statement takes too long; PostgreSQL itself ends it after two seconds', async () => {
    const start = performance.now();
    expect(isAway(await failureOf(db.orm.execute('select pg_sleep(60)')))).toBe(true);
    expect(performance.now() - start).toBeLessThan(5_000);
    const [row] = await db.database.sql`
      select count(*)::int as running from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()
        and state = 'active'`;
    expect(row?.running).toBe(0);
  });

  it('is not "away" when the statement is wrong', async () => {
    expect(isAway(await failureOf(db.orm.execute('select nonsense')))).toBe(false);
    expect(isAway(await failureOf(db.orm.execute("insert into users (id) values ('x')")))).toBe(false);
    expect([undefined, null, 'text', new Error('x')].map(isAway)).toEqual([false, false, false, false]);
  });

  it('is "away" when the server cuts the connection, stops, or is gone; the same pool works again after it', async () => {
    const sleeping = failureOf(db.orm.execute('select pg_sleep(1.5)'));
    await db.server.kill();
    expect(isAway(await sleeping)).toBe(true);
    expect(isAway(await failureOf(db.orm.execute('select 1')))).toBe(true);
    await db.server.start();
    await db.orm.execute('select 1');
  });
});

describe('a PostgreSQL that hangs', () => {
  it('fails every query within four seconds, also those that wait for a connection', async () => {
    const server = await Postgres.start();
    const database = new Database(configFor(server));
    try {
      await database.orm.execute('select 1');
      await server.hang();
      const start = performance.now();
      const failures = await Promise.all(
        Array.from({ length: 40 }, () => failureOf(database.orm.execute('select 1'))),
      );
      expect(performance.now() - start).toBeLessThan(4_000);
      expect(failures.every(isAway)).toBe(true);
    } finally {
      await server.continue();
      await database.close(0);
      await server.remove();
    }
  }, 30_000);
});

describe('the admission to the connections', () => {
  it('lets in as many as there are places, then in the order of arrival', async () => {
    const admission = new Admission(1, 1_000);
    const leave = await admission.enter();
    const order: number[] = [];
    const others = [1, 2].map(async (number) => {
      const leaveAgain = await admission.enter();
      order.push(number);
      leaveAgain();
    });
    expect(admission.waiting).toBe(2);
    leave();
    leave();
    await Promise.all(others);
    expect(order).toEqual([1, 2]);
    expect(admission.waiting).toBe(0);
  });

  it('turns away who has waited too long, and keeps no place for them', async () => {
    const admission = new Admission(1, 20);
    const leave = await admission.enter();
    await expect(admission.enter()).rejects.toThrow(NoConnectionInTime);
    leave();
    (await admission.enter())();
  });
});

describe('the settings of sessions', () => {
  it('are the same where the role carries them as where the app sends them', () => {
    expect(roleSettings).toEqual(sessionSettings);
  });
});
