import { everyRead, type ReadIds } from './every-read.ts';
import { makeCustomer, makeProposal } from './sales-rows.ts';
import { TestDatabase, twoTeams } from './test-database.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await TestDatabase.start();
}, 60_000);

afterAll(async () => {
  await db?.remove();
});

/** A team with this many customers, proposals, versions of one proposal, articles and templates. */
async function rows(count: number): Promise<ReadIds> {
  const { sql } = db.database;
  await twoTeams(db);
  const customerId = await makeCustomer(db, 'north', 'Smith companies 科技公司');
  const { id: proposalId } = await makeProposal(db, customerId, {
    title: 'Cloud migration companies 雲端遷移',
  });
  await sql`
    insert into customers select gen_random_uuid(), team_id, crm_id || n, name, industry, city, country,
      contact_name, contact_email, annual_revenue, refreshed_at, search
    from customers, generate_series(2, ${count}::int) as n`;
  await sql`
    insert into proposals select gen_random_uuid(), team_id, customer_id, author_id, title,
      case when n % 2 = 0 then 'won' else status end, value_cents, currency, version, created_at, updated_at, search
    from proposals, generate_series(2, ${count}::int) as n`;
  await sql`
    insert into proposal_versions select proposal_id, n, author_id, content, saved_at
    from proposal_versions, generate_series(2, ${count}::int) as n`;
  await sql`
    insert into articles select gen_random_uuid(), locale, 'Cloud migration', 'c companies', 'body', 'topic', now(),
      to_tsvector('simple', 'cloud migration compani c 雲端遷移 公司')
    from generate_series(1, ${count}::int), (values ('en'), ('zh-TW')) as l (locale)`;
  await sql`
    insert into templates select n::text, 'en', 'name', 'description', '{}' from generate_series(1, ${count}::int) as n`;
  const [article] = await sql<{ id: string }[]>`select id from articles limit 1`;
  return {
    teamId: 'north',
    userId: 'nora',
    customerId,
    proposalId,
    articleId: article?.id ?? '',
    templateId: '1',
  };
}

describe('B2: every read', () => {
  it('sends as many statements for 1,000 rows as for 10', async () => {
    const count = async (ids: ReadIds) => {
      const counts: Record<string, number> = {};
      for (const [name, read] of Object.entries(everyRead)) {
        counts[name] = (await db.statementsOf(() => read(db.orm, ids))).length;
      }
      return counts;
    };
    const few = await count(await rows(10));
    const many = await count(await rows(1_000));
    // Two pages need a second statement, which ten rows do not fill: the first page is asked for again.
    expect(many).toEqual(few);
    expect(Object.values(many).every((statements) => statements >= 1)).toBe(true);
    expect(many).toMatchObject({
      'the dashboard': 2,
      'search in English': 3,
      'a proposal': 1,
      'a customer': 2,
    });
  });

  it('is counted by a counter that counts', async () => {
    const statements = await db.statementsOf(async () => {
      await db.database.sql`select 1`;
      await db.database.sql`select 2`;
    });
    expect(statements).toEqual(['select 1', 'select 2']);
  });
});
