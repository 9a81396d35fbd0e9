import { Database } from '../../app-src/src/database/database.ts';
import { isAway } from '../../app-src/src/database/database-away.ts';
import { migrate } from '../../app-src/src/database/migration.ts';
import { Postgres } from '../services/postgres.ts';
import { configFor } from './queries/test-database.ts';

it('a connection that is lost within a migration fails it, to be tried again, and not the process', async () => {
  const postgres = await Postgres.start();
  const database = new Database(configFor(postgres));
  const step = (tag: string, when: number, sql: string) => ({ tag, when, sql });
  const first = step('0000_first', 1, 'create table first (id int)');
  const lost = step('0001_lost', 2, 'select pg_terminate_backend(pg_backend_pid())');
  const error: unknown = await migrate(database.sql, [first, lost]).catch((reason: unknown) => reason);
  expect(isAway(error)).toBe(true);
  expect((await migrate(database.sql, [first])).map(({ tag }) => tag)).toEqual(['0000_first']);
  await database.close(0);
  await postgres.remove();
});
