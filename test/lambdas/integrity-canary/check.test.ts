import type postgres from 'postgres';
import { migrate } from '../../../app-src/src/database/migration.ts';
import { migrations } from '../../../app-src/src/database/migrations/index.ts';
import type { Observation } from '../../../lambdas/data-integrity/observation.ts';
import { applicationRoleStatements } from '../../../lambdas/database-user/statements.ts';
import { checkIntegrity } from '../../../lambdas/integrity-canary/check.ts';
import { Postgres } from '../../services/postgres.ts';
import { CUSTOMERS, fillWithSales, TRANSIENT } from '../data-integrity/sales-data.ts';

let server: Postgres;
let sql: postgres.Sql;
let last: Observation | undefined;

beforeAll(async () => {
  server = await Postgres.start({ settings: { shared_preload_libraries: 'pg_stat_statements' } });
});
afterAll(() => server?.remove());
beforeEach(async () => {
  sql = server.connect();
  await sql`drop schema if exists holdfast_canary, drizzle cascade`;
  await sql`drop schema public cascade`;
  await sql`create schema public`;
  await fillWithSales(sql);
  last = undefined;
});
afterEach(() => sql.end());

/** One run, and what it found that is not good; the next run compares with it. */
async function run(): Promise<string[]> {
  const { findings, observed } = await checkIntegrity(sql, last, TRANSIENT, new Date());
  last = observed;
  return findings.filter(({ verdict }) => verdict !== 'good').map(({ sentence }) => sentence);
}

describe('the integrity canary on a living PostgreSQL', () => {
  test('D6: finds nothing in a healthy database, and writes down what it holds', async () => {
    expect(await run()).toEqual([]);
    expect(await run()).toEqual([]);
    expect(last).toMatchObject({
      schemaVersion: Math.max(...migrations.map(({ when }) => when)),
      rows: { customers: CUSTOMERS, teams: 1, users: 1 },
      chain: { number: 2 },
    });
  });

  test('D6: finds rows that a statement without a condition deleted', async () => {
    await run();
    await sql`delete from customers`;
    expect(await run()).toEqual([expect.stringMatching(/^The table customers has 0 rows, and had 300 at /)]);
    expect(await run()).toEqual([]);
  });

  test('D6: lets people delete some, and tables whose rows come and go be emptied', async () => {
    await sql`insert into sessions (id, token, user_id, expires_at) values ('s', 't', 'nora', now())`;
    await run();
    await sql`delete from customers where crm_id in ('crm-1', 'crm-2')`;
    await sql`delete from sessions`;
    expect(await run()).toEqual([]);
  });

  test('D6: finds a table that a migration dropped', async () => {
    await run();
    await sql`drop table articles`;
    expect(await run()).toEqual([expect.stringMatching(/^The table articles is missing/)]);
  });

  test('D6: finds rows that refer to nothing', async () => {
    await run();
    await sql.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`;
      await transaction`update users set team_id = 'nowhere'`;
    });
    expect(await run()).toEqual([
      expect.stringMatching(/^1 rows of users name a row of teams that is not there/),
    ]);
  });

  test('D6: finds a chain that was changed, and one that was cut', async () => {
    for (let turn = 0; turn < 3; turn += 1) await run();
    await sql`update holdfast_canary.chain set written_at = written_at - interval '1 ms' where number = 2`;
    expect(await run()).toEqual([
      expect.stringMatching(/^The chain is damaged: 1 of its links .* among them 2\./),
    ]);
    await sql`delete from holdfast_canary.chain where number = 2`;
    expect(await run()).toEqual([
      expect.stringMatching(/^The chain is damaged: 1 of its links .* among them 3\./),
    ]);
  });

  test('D6: finds that the database was set back', async () => {
    await run();
    await run();
    await sql`delete from holdfast_canary.chain where number = 2`;
    expect(await run()).toEqual([
      expect.stringMatching(/^Link 2 of .* is gone or another one: the database was set back/),
    ]);
    expect(await run()).toEqual([]);
  });

  test('D6: two runs at once leave one chain', async () => {
    await run();
    const other = server.connect();
    const both = [sql, other].map((one) => checkIntegrity(one, undefined, TRANSIENT, new Date()));
    await Promise.all(both);
    await other.end();
    expect(await run()).toEqual([]);
    expect(last?.chain?.number).toBe(4);
  });

  test('D6: works with the rights of the app’s own role', async () => {
    await sql`drop schema if exists holdfast_canary, drizzle cascade`;
    await sql`drop schema public cascade`;
    await sql`create schema public`;
    await sql`do $$ begin if not exists (select from pg_roles where rolname = 'rds_iam') then create role rds_iam; end if; end $$`;
    for (const statement of applicationRoleStatements({
      databaseName: 'postgres',
      userName: 'holdfast_app',
    })) {
      await sql.unsafe(statement);
    }
    await sql`set role holdfast_app`;
    await migrate(sql, migrations);
    expect(await run()).toEqual([]);
    expect(await run()).toEqual([]);
  });

  test('D6: a database that is away is an error, not a finding', async () => {
    const gone = server.connect();
    await gone.end();
    await expect(checkIntegrity(gone, undefined, TRANSIENT, new Date())).rejects.toThrow(/CONNECTION_ENDED/);
  });
});
