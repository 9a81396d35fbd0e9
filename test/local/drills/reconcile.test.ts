import postgres from 'postgres';
import { reconcile } from '../../../local/drills/faults/reconcile.ts';
import { Postgres } from '../../services/postgres.ts';

let server: Postgres;
const clients: postgres.Sql[] = [];

beforeAll(async () => {
  server = await Postgres.start();
});
afterAll(async () => {
  await Promise.all(clients.map((sql) => sql.end()));
  await server?.remove();
});

function connect(database: string): postgres.Sql {
  const { host, port, user, password } = server;
  const sql = postgres({ host, port, user, password, database, max: 1, onnotice: () => undefined });
  clients.push(sql);
  return sql;
}

/** A database as it was before a mistake, and the same with a mistake and what users have done since. */
async function afterMistake(name: string, statement: string, since: (sql: postgres.Sql) => Promise<unknown>) {
  const [copy, back] = [`${name}_damaged`, `${name}_restored`];
  const admin = connect(server.database);
  await admin.unsafe(`create database ${copy}`);
  const damaged = connect(copy);
  await damaged.unsafe(`
    create table notes (id int primary key, title text not null, body text, words tsvector,
      length int generated always as (length(body)) stored);
    create table tags (note int references notes (id), tag text, primary key (tag, note));
    insert into notes (id, title, body, words) select n, 'Title ' || n, 'Body ' || n, to_tsvector('Body') from generate_series(1, 5) n;
    insert into tags select n, 'first' from generate_series(1, 3) n`);
  await damaged.end();
  await admin.unsafe(`create database ${back} template ${copy}`);
  const [sql, restored] = [connect(copy), connect(back)];
  const mistake = await sql.begin(async (mistaken) => {
    await mistaken.unsafe(statement);
    const [row] = await mistaken<{ transaction: string; snapshot: string }[]>`
      select pg_current_xact_id()::text as transaction, pg_current_snapshot()::text as snapshot`;
    if (row === undefined) throw new Error('no transaction');
    return row;
  });
  await since(sql);
  return { damaged: sql, restored, mistake };
}

const damage = { table: 'notes', column: 'title', value: 'undefined' };

it('brings back what was saved since a bad UPDATE, keeps what the UPDATE alone has changed, and lists it', async () => {
  const { damaged, restored, mistake } = await afterMistake(
    'updated',
    `update notes set title = 'undefined'`,
    async (sql) => {
      await sql`update notes set body = 'Rewritten' where id = 1`;
      await sql`update notes set title = 'Renamed' where id = 2`;
      await sql`insert into notes (id, title, body) values (6, 'New', ${"it's €9"})`;
      await sql`insert into tags values (6, 'second')`;
      await sql`delete from tags where note = 3`;
    },
  );
  expect(await reconcile(damaged, restored, mistake, damage)).toEqual([
    { table: 'notes', saved: ['1', '2', '6'], deleted: [] },
    { table: 'tags', saved: ['[6, "second"]'], deleted: ['[3, "first"]'] },
  ]);
  expect(await restored`select id, title, body, length from notes order by id`).toEqual([
    { id: 1, title: 'Title 1', body: 'Rewritten', length: 9 },
    { id: 2, title: 'Renamed', body: 'Body 2', length: 6 },
    { id: 3, title: 'Title 3', body: 'Body 3', length: 6 },
    { id: 4, title: 'Title 4', body: 'Body 4', length: 6 },
    { id: 5, title: 'Title 5', body: 'Body 5', length: 6 },
    { id: 6, title: 'New', body: "it's €9", length: 7 },
  ]);
  expect(await restored`select tag, note from tags order by note`).toEqual([
    { tag: 'first', note: 1 },
    { tag: 'first', note: 2 },
    { tag: 'second', note: 6 },
  ]);
  // What is there again is not brought back a second time.
  expect(await reconcile(damaged, restored, mistake, damage)).toEqual([]);
});

it('leaves a table alone that the mistake has dropped, and brings back what was saved in others', async () => {
  const { damaged, restored, mistake } = await afterMistake(
    'dropped',
    'drop table notes cascade',
    async (sql) => sql`insert into tags values (4, 'since')`,
  );
  expect(await reconcile(damaged, restored, mistake)).toEqual([
    { table: 'tags', saved: ['[4, "since"]'], deleted: [] },
  ]);
  expect(await restored`select count(*)::int as notes from notes`).toEqual([{ notes: 5 }]);
});

it('brings back what a transaction saved that was under way during the mistake', async () => {
  const { damaged, restored, mistake } = await afterMistake(
    'overlapping',
    `update notes set title = 'undefined' where id = 1`,
    async () => undefined,
  );
  const other = connect('overlapping_damaged');
  const begun = await other.reserve();
  await begun`begin`;
  await begun`insert into notes (id, title) values (7, 'Long')`;
  const [late] = await damaged.begin(async (mistaken) => {
    await mistaken`update notes set title = 'undefined' where id < 6`;
    return mistaken<{ transaction: string; snapshot: string }[]>`
      select pg_current_xact_id()::text as transaction, pg_current_snapshot()::text as snapshot`;
  });
  await begun`commit`;
  begun.release();
  expect(await reconcile(damaged, restored, late ?? mistake, damage)).toEqual([
    { table: 'notes', saved: ['7'], deleted: [] },
  ]);
});
