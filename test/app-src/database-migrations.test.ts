import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { embeddedMigrations } from '../../app-src/build/embedded-migrations.ts';
import { Database } from '../../app-src/src/database/database.ts';
import { type Migration, migrate, pendingMigrations } from '../../app-src/src/database/migration.ts';
import { migrations } from '../../app-src/src/database/migrations/index.ts';
import { Migrator } from '../../app-src/src/database/migrator.ts';
import { applicationRoleStatements } from '../../lambdas/database-user/statements.ts';
import { Postgres } from '../services/postgres.ts';
import { waitUntil } from '../services/wait-until.ts';
import { appFolder } from './app-server.ts';
import { configFor } from './queries/test-database.ts';

const run = promisify(execFile);
const folder = path.join(appFolder, 'src/database/migrations');

describe('the migrations', () => {
  it('are all that the schema needs (mend: npm run migrations -w holdfast-app)', async () => {
    const copy = await mkdtemp(path.join(tmpdir(), 'holdfast-migrations-'));
    try {
      await cp(folder, copy, { recursive: true });
      const before = await readdir(copy, { recursive: true });
      await run(
        path.join(appFolder, '../node_modules/.bin/drizzle-kit'),
        [
          'generate',
          '--dialect',
          'postgresql',
          '--schema',
          'src/database/schema/index.ts',
          '--out',
          path.relative(appFolder, copy),
        ],
        { cwd: appFolder },
      );
      expect((await readdir(copy, { recursive: true })).sort()).toEqual(before.sort());
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  });

  it('are in the server as they are in the SQL files (mend: npm run migrations -w holdfast-app)', async () => {
    expect(await readFile(path.join(folder, 'index.ts'), 'utf8')).toBe(await embeddedMigrations());
  });

  it('only expand the schema, so that the version before works on it', () => {
    const contracts =
      /\b(drop (table|column|schema|constraint)|rename|alter column|set not null|truncate|delete from)\b/i;
    expect(migrations.filter(({ sql }) => contracts.test(sql)).map(({ tag }) => tag)).toEqual([]);
  });
});

describe('migrating a real PostgreSQL', () => {
  const step = (when: number, sql: string): Migration => ({ tag: `step ${when}`, when, sql });
  let server: Postgres;
  let database: Database;
  const logger = { info: jest.fn(), warn: jest.fn(), error: jest.fn() };

  beforeEach(async () => {
    server = await Postgres.start();
    database = new Database(configFor(server));
    jest.clearAllMocks();
  }, 60_000);

  afterEach(async () => {
    await database?.close(0);
    await server?.remove();
  });

  it('works once when many replicas start together', async () => {
    const replicas = Array.from({ length: 6 }, () => new Migrator({ database, logger }));
    for (const replica of replicas) {
      replica.start();
    }
    await waitUntil('all replicas to be done', async () =>
      replicas.every((replica) => replica.state().status === 'done') ? true : undefined,
    );
    expect(
      replicas.flatMap((replica) => ('applied' in replica.state() ? [replica.state()] : [])),
    ).toHaveLength(6);
    expect(logger.info).toHaveBeenCalledTimes(1);
    expect(logger.error).not.toHaveBeenCalled();
    expect(await pendingMigrations(database.sql, migrations)).toEqual([]);
  });

  it('can be done by the role that the platform gives the app', async () => {
    const owner = server.connect();
    await owner`create role rds_iam`;
    const role = { databaseName: server.database, userName: 'holdfast_app' };
    for (const statement of applicationRoleStatements(role)) {
      await owner.unsafe(statement);
    }
    await owner`alter role holdfast_app password 'test'`;
    await owner.end();
    const app = new Database({
      ...configFor(server),
      user: 'holdfast_app',
      credentials: { kind: 'password', password: 'test' },
    });
    try {
      expect((await migrate(app.sql, migrations)).length).toBe(migrations.length);
      expect(await migrate(app.sql, migrations)).toEqual([]);
    } finally {
      await app.close(0);
    }
  });

  it('waits for a PostgreSQL that is away, and goes on when it is back', async () => {
    await server.stop();
    const migrator = new Migrator({ database, logger });
    migrator.start();
    await waitUntil('two attempts', async () => {
      const state = migrator.state();
      return state.status === 'waiting' && state.attempts >= 2 ? true : undefined;
    });
    await server.start();
    await waitUntil('the migration', async () => (migrator.state().status === 'done' ? true : undefined));
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('applies all of its steps or none, and says so while it fails', async () => {
    const steps = [step(1, 'create table made (id int)'), step(2, 'create table nonsense (')];
    const migrator = new Migrator({ database, logger, migrations: steps });
    migrator.start();
    await waitUntil('the failure', async () => (migrator.state().status === 'failed' ? true : undefined));
    migrator.stop();
    expect(logger.error).toHaveBeenCalledTimes(1);
    const [row] = await database.sql`select to_regclass('made') is null as absent`;
    expect(row?.absent).toBe(true);
  });

  it('applies only what is new, and leaves alone what a newer version has added', async () => {
    await migrate(database.sql, [
      step(1, 'create table one (id int)'),
      step(3, 'create table three (id int)'),
    ]);
    const applied = await migrate(database.sql, [step(1, 'fails'), step(2, 'create table two (id int)')]);
    expect(applied.map(({ when }) => when)).toEqual([2]);
  });
});
