import { randomUUID } from 'node:crypto';
import { saveCrmCopy } from '../../../app-src/src/customers/customer-queries.ts';
import {
  enqueueDraft,
  finishDraft,
  takeDueDraft,
} from '../../../app-src/src/drafting/draft-request-queries.ts';
import { search } from '../../../app-src/src/knowledge/search-queries.ts';
import {
  changeProposal,
  createProposal,
  findProposal,
} from '../../../app-src/src/proposals/proposal-queries.ts';
import { foldVersion } from '../../../app-src/src/proposals/version-folding.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { everyRead, type Read, type ReadIds } from './every-read.ts';
import { type RecordedPlan, recordedPlans, recordingSettings } from './recorded-plans.ts';
import { doc } from './sales-rows.ts';
import { seed } from './seeding.ts';
import { TestDatabase } from './test-database.ts';

/** Statements of one query may take this long, in milliseconds. */
const limit = 50;

/** Tables that grow with the business. The others hold a few rows for each user at most. */
const largeTables = ['customers', 'proposals', 'proposal_versions', 'articles', 'draft_requests'];

const everyWrite: Readonly<Record<string, Read>> = {
  'a new proposal': (orm, { teamId, userId: authorId, customerId }) =>
    createProposal(orm, {
      ...{ teamId, authorId, customerId, title: 'Cloud migration', valueCents: 1, currency: 'EUR' },
      content: doc('text'),
    }),
  'a saved text': async (orm, { teamId, userId: authorId, proposalId: id }) => {
    const baseVersion = (await findProposal(orm, { teamId, id }))?.version ?? 0;
    const outcome = await changeProposal(orm, {
      ...{ teamId, authorId, id },
      change: { baseVersion, content: doc('text') },
    });
    expect(outcome.kind).toBe('saved');
  },
  'a text that its author goes on from': (orm, { userId: authorId, proposalId }) =>
    foldVersion(orm, { proposalId, version: 2, authorId }),
  'a copy from the CRM': (orm, { customerId: id }) =>
    saveCrmCopy(orm, {
      ...{ id, name: 'Renamed', industry: 'Energy', city: 'Bonn', country: 'Germany', contactName: 'Jo' },
      ...{ contactEmail: 'jo@c.example', annualRevenue: 1, refreshedAt: new Date() },
    }),
  'a draft, queued, taken and finished': async (orm, { teamId, userId, proposalId }) => {
    await enqueueDraft(orm, { teamId, userId, proposalId, instructions: 'short', locale: 'en' });
    const draft = await takeDueDraft(orm);
    return draft && finishDraft(orm, { ...draft, outcome: { kind: 'done', result: 'text' } });
  },
};

describe('B5: on the full data of the demonstration', () => {
  let db: TestDatabase;
  let ids: ReadIds;

  beforeAll(async () => {
    db = await TestDatabase.start({
      settings: { ...recordingSettings, 'auto_explain.log_min_duration': '-1' },
    });
    await seed(db.server);
    // Only now: measuring each row of the load would multiply its time.
    await db.database.sql.unsafe(`alter role ${db.server.user} set auto_explain.log_min_duration = 0`);
    db.database.recycle();
    ids = await someRows(db);
  }, 180_000);

  afterAll(async () => {
    await db?.remove();
  });

  /** What the second of two runs did; the first warms the caches. */
  async function plansOf(query: Read): Promise<readonly RecordedPlan[]> {
    await query(db.orm, ids);
    const start = `/* start ${randomUUID()} */ select count(*) from teams`;
    const end = `/* end ${randomUUID()} */ select count(*) from teams`;
    await db.database.sql.unsafe(start);
    await query(db.orm, ids);
    await db.database.sql.unsafe(end);
    const plans = await recordedPlans(db.server, end);
    const from = plans.findIndex(({ sql }) => sql === start);
    return plans.slice(from + 1).filter(({ sql }) => sql !== end);
  }

  it.each(Object.entries({ ...everyRead, ...everyWrite }))(
    '%s: every statement takes under 50 ms and reads no large table from end to end',
    async (_name, query) => {
      const plans = await plansOf(query);
      expect(plans.length).toBeGreaterThan(0);
      expect(plans.filter(({ milliseconds }) => milliseconds >= limit)).toEqual([]);
      const scanned = plans.flatMap(({ sql, nodes }) =>
        nodes
          .filter(
            (node) => node['Node Type'] === 'Seq Scan' && largeTables.includes(node['Relation Name'] ?? ''),
          )
          .map(() => sql),
      );
      expect(scanned).toEqual([]);
    },
  );

  it('the pipeline comes from its index alone', async () => {
    const nodes = (await plansOf(everyRead['the dashboard'] as Read)).flatMap((plan) => plan.nodes);
    expect(nodes.map((node) => `${node['Node Type']} ${node['Index Name']}`)).toContain(
      'Index Only Scan proposals_team_pipeline',
    );
  });

  it('a search starts at its words, also at those that hardly anything has', async () => {
    const plans = await plansOf((orm, { teamId }) => search(orm, { teamId, locale: 'en', query: 'zebra' }));
    const indexes = plans.flatMap(({ nodes }) => nodes.flatMap((node) => node['Index Name'] ?? []));
    expect(indexes.sort()).toEqual([
      'articles_locale_search',
      'customers_team_search',
      'proposals_team_search',
    ]);
  });

  it('no index is without use', async () => {
    // A connection may keep what it counted to itself for ten seconds, and tells it when it ends.
    db.database.recycle();
    const unused = async () => {
      const rows = await db.database.sql<{ name: string }[]>`
        select indexrelname as name from pg_stat_user_indexes
        join pg_index using (indexrelid)
        where idx_scan = 0 and not indisunique and relname = any(${largeTables})`;
      return rows.map(({ name }) => name);
    };
    await waitUntil('all counts', async () => ((await unused()).length === 0 ? true : undefined)).catch(
      () => undefined,
    );
    expect(await unused()).toEqual([]);
  });

  it('a table that is read from end to end would be noticed', async () => {
    const plans = await plansOf((orm) =>
      orm.execute("select count(*) from proposals where title like '%x%'"),
    );
    expect(plans.flatMap(({ nodes }) => nodes.map((node) => node['Node Type']))).toContain('Seq Scan');
  });
});

/** A proposal with three versions, its customer and author, and 20,000 drafts that were finished long ago. */
async function someRows({ database: { sql } }: TestDatabase): Promise<ReadIds> {
  const [row] = await sql<{ id: string; team: string; customer: string; author: string; article: string }[]>`
    select id, team_id as team, customer_id as customer, author_id as author, (select id from articles limit 1) as article
    from proposals where version = 3 limit 1`;
  if (row === undefined) {
    throw new Error('The seed made no proposal with three versions.');
  }
  await sql`
    insert into draft_requests (id, proposal_id, team_id, user_id, instructions, locale, status, finished_at)
    select gen_random_uuid(), id, team_id, author_id, 'short', 'en', 'done', now() from proposals limit 20000`;
  await sql`vacuum (analyze) draft_requests`;
  return {
    ...{ teamId: row.team, userId: row.author, customerId: row.customer, proposalId: row.id },
    ...{ articleId: row.article, templateId: 'standard' },
  };
}
