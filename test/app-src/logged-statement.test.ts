import { sql } from 'drizzle-orm';
import { createLogger } from '../../app-src/src/logging/logger.ts';
import { TestDatabase } from './queries/test-database.ts';

describe('a statement that PostgreSQL refuses', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await TestDatabase.start();
  }, 60_000);
  afterAll(() => db?.remove());

  it.each([
    ['malformed JSON', sql`select ${'{"name": "Ada Lovelace'}::jsonb`],
    [
      'a row twice',
      sql`insert into teams (id, name) values (${'Ada Lovelace'}, 'x'), (${'Ada Lovelace'}, 'x')`,
    ],
    ['a row without a name', sql`insert into teams (id, name) values (${'Ada Lovelace'}, null)`],
    ['no UUID', sql`select ${'Ada Lovelace'}::uuid`],
    ['a search that ends too soon', sql`select to_tsquery('simple', ${'Ada & Lovelace &'})`],
  ])('is logged with its cause and without what it was about: %s', async (_what, statement) => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    const error: unknown = await db.orm.execute(statement).catch((reason: unknown) => reason);
    logger.error({ err: error }, 'As requests meet it.');
    logger.error({ err: (error as Error).cause }, 'As it came from PostgreSQL.');
    expect(lines[0]).toMatch(
      /"message":"Failed query: [^:]+(::\w+)?: (invalid input|duplicate|null value|no operand)/,
    );
    expect(lines[1]).toMatch(/"type":"PostgresError".*"code":"[24]/);
    expect(lines.join()).not.toMatch(/Lovelace/);
  });
});
