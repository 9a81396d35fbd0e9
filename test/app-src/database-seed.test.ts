import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { demoPassword } from '../../app-src/src/database/seed/people.ts';
import { Postgres } from '../services/postgres.ts';
import { appFolder } from './app-server.ts';
import { seed } from './queries/seeding.ts';

let server: Postgres;

beforeAll(async () => {
  server = await Postgres.start();
  await seed(server, ['--small']);
}, 60_000);

afterAll(async () => {
  await server?.remove();
});

/** All rows but password hashes, whose salt differs each time. */
async function digest(): Promise<string> {
  const sql = server.connect();
  try {
    const hash = createHash('sha256');
    for (const table of [
      'teams',
      'users',
      'customers',
      'proposals',
      'proposal_versions',
      'articles',
      'templates',
    ]) {
      const rows = await sql.unsafe(`select row_to_json(t)::text as row from ${table} t order by 1`);
      expect(rows.length).toBeGreaterThan(0);
      for (const { row } of rows) {
        hash.update(row);
      }
    }
    return hash.digest('hex');
  } finally {
    await sql.end();
  }
}

async function ask(question: string): Promise<unknown> {
  const sql = server.connect();
  try {
    const [row] = await sql.unsafe(question);
    return row?.answer;
  } finally {
    await sql.end();
  }
}

/** Whether the app's own library takes the password. It is a package of the app's folder. */
async function accepts(hash: string, password: string): Promise<boolean> {
  const program = `
    import { verifyPassword } from 'better-auth/crypto';
    const [hash, password] = process.argv.slice(1);
    console.log(await verifyPassword({ hash, password }));`;
  const args = ['--input-type=module', '-e', program, hash, password];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: appFolder });
  return stdout.trim() === 'true';
}

describe('the data of the demonstration', () => {
  it('is the same for the same number, and other for another', async () => {
    const first = await digest();
    await seed(server, ['--small', '--reset', '--seed', '2']);
    expect(await digest()).not.toBe(first);
    await seed(server, ['--small', '--reset']);
    expect(await digest()).toBe(first);
  }, 60_000);

  it('holds together: newest versions exist, words are those that the app would store', async () => {
    expect(
      await ask(`select count(*)::int as answer from proposals p where version <>
        (select max(version) from proposal_versions v where v.proposal_id = p.id)`),
    ).toBe(0);
    expect(await ask('select count(distinct locale)::int as answer from articles')).toBe(2);
    expect(await ask("select count(*)::int as answer from articles where title || body like '%{%'")).toBe(0);
    expect(
      await ask("select count(*)::int as answer from proposal_versions where content::text like '%{offer%'"),
    ).toBe(0);
    expect(
      await ask(
        "select count(*)::int as answer from accounts where password not like '%:%' or provider_id <> 'credential'",
      ),
    ).toBe(0);
    expect(await ask("select role as answer from users where email = 'operator@holdfast.example'")).toBe(
      'operator',
    );
  });

  it('lets everyone sign in with the one password', async () => {
    const hash = String(
      await ask('select min(password) as answer from accounts having count(distinct password) = 1'),
    );
    expect(await accepts(hash, demoPassword)).toBe(true);
    expect(await accepts(hash, 'another')).toBe(false);
  });

  it('is not put over data that is there', async () => {
    const before = await digest();
    await expect(seed(server, ['--small'])).rejects.toMatchObject({
      code: 1,
      stderr: 'The database holds data already; add --reset to delete it first.\n',
    });
    await expect(seed(server, ['--small', '--reset'], { NODE_ENV: 'production' })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('add --yes if this is what you want'),
    });
    expect(await digest()).toBe(before);
  });

  it.each([
    ['--seed', 'x'],
    ['--seed', '-1'],
    ['--sed', '1'],
  ])('refuses %s %s', async (...args) => {
    await expect(seed(server, args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/--sed|--seed/),
    });
  });

  it('says which variable is missing', async () => {
    await expect(seed(server, [], { DATABASE_HOST: '' })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('DATABASE_HOST is missing'),
    });
  });
});
