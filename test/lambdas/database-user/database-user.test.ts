import type postgres from 'postgres';
import { migrate } from '../../../app-src/src/database/migration.ts';
import { migrations } from '../../../app-src/src/database/migrations/index.ts';
import { readOwner } from '../../../lambdas/database-user/owner.ts';
import { applicationRoleStatements } from '../../../lambdas/database-user/statements.ts';
import { Postgres } from '../../services/postgres.ts';

const ROLE = { databaseName: 'postgres', userName: 'holdfast_app' };

describe('the application role in a real PostgreSQL', () => {
  let server: Postgres;
  let owner: postgres.Sql;

  beforeAll(async () => {
    server = await Postgres.start({ settings: { shared_preload_libraries: 'pg_stat_statements' } });
    owner = server.connect();
    // RDS brings this role; whoever is a member of it signs in by IAM.
    await owner`create role rds_iam`;
    await apply();
  });

  afterAll(async () => {
    await owner?.end();
    await server?.remove();
  });

  async function apply(): Promise<void> {
    for (const statement of applicationRoleStatements(ROLE)) await owner.unsafe(statement);
  }

  it('can be created again and again', async () => {
    await expect(apply()).resolves.toBeUndefined();
  });

  it('takes back what somebody gave it', async () => {
    await owner`alter role holdfast_app with createrole createdb password 'known'`;
    await apply();
    const [role] = await owner`
      select rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolpassword is null as without_password
      from pg_authid where rolname = 'holdfast_app'`;
    expect(role).toEqual({
      rolcanlogin: true,
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      without_password: true,
    });
  });

  it('signs in by IAM', async () => {
    const [row] = await owner`select pg_has_role('holdfast_app', 'rds_iam', 'member') as member`;
    expect(row?.member).toBe(true);
  });

  it("runs the app's migrations, and reads and writes its own tables", async () => {
    const app = server.connect();
    try {
      await app`set role holdfast_app`;
      expect((await migrate(app, migrations)).map(({ tag }) => tag)).toEqual(
        migrations.map(({ tag }) => tag),
      );
      await app`insert into teams (id, name) values (gen_random_uuid(), 'first')`;
      expect(await app`select name from teams`).toEqual([{ name: 'first' }]);
      const owners = await app`select distinct tableowner from pg_tables where schemaname = 'public'`;
      expect(owners).toEqual([{ tableowner: 'holdfast_app' }]);
    } finally {
      await app.end();
    }
  });

  it('cannot touch what it does not own', async () => {
    await owner`create table private_to_owner (id int)`;
    const attempt = owner.begin(async (sql) => {
      await sql`set local role holdfast_app`;
      await sql`select * from private_to_owner`;
    });
    await expect(attempt).rejects.toThrow('permission denied');
  });

  it('B5: can see which statements are slow', async () => {
    const [row] = await owner`
      select count(*) > 0 as any from pg_extension where extname = 'pg_stat_statements'`;
    expect(row?.any).toBe(true);
  });
});

describe('names of the application role', () => {
  it.each(['holdfast-app', 'App', 'app"; drop role x', ''])(
    'refuses %p, which would need quoting',
    (userName) => {
      expect(() => applicationRoleStatements({ ...ROLE, userName })).toThrow(
        /cannot name a role or database/,
      );
    },
  );
});

describe('the owner secret', () => {
  it('is read', () => {
    expect(readOwner('{"username":"o","password":"p","host":"h"}')).toEqual({ username: 'o', password: 'p' });
  });

  it.each([undefined, 'not json', 'null', '{"username":"o"}'])('refuses %p without quoting it', (text) => {
    expect(() => readOwner(text)).toThrow(/holds no username and password; restore its previous version/);
  });
});
