import {
  enqueueDraft,
  finishDraft,
  latestDraft,
  takeDueDraft,
} from '../../../app-src/src/drafting/draft-request-queries.ts';
import { makeCustomer, makeProposal } from './sales-rows.ts';
import { TestDatabase, twoTeams } from './test-database.ts';

let db: TestDatabase;
let proposalId: string;

beforeAll(async () => {
  db = await TestDatabase.start();
}, 60_000);

beforeEach(async () => {
  await twoTeams(db);
  ({ id: proposalId } = await makeProposal(db, await makeCustomer(db, 'north', 'Acme')));
});

afterAll(async () => {
  await db?.remove();
});

const order = (teamId = 'north') =>
  enqueueDraft(db.orm, { teamId, proposalId, userId: 'nora', instructions: 'be short', locale: 'en' });

const latest = (teamId = 'north') => latestDraft(db.orm, { teamId, proposalId });

async function taken() {
  const draft = await takeDueDraft(db.orm);
  if (draft === undefined) {
    throw new Error('No draft was due.');
  }
  return draft;
}

describe('the queue of drafts', () => {
  it('gives each draft to one of many replicas that ask at once', async () => {
    const customerId = await makeCustomer(db, 'north', 'Acme');
    const ids = [];
    for (let count = 0; count < 5; count += 1) {
      ({ id: proposalId } = await makeProposal(db, customerId));
      ids.push((await order())?.id);
    }
    const given = await Promise.all(Array.from({ length: 12 }, () => takeDueDraft(db.orm)));
    const found = given.flatMap((draft) => draft ?? []);
    expect(found.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(found[0]).toMatchObject({
      teamId: 'north',
      userId: 'nora',
      instructions: 'be short',
      attempt: 1,
    });
  });

  it('holds one waiting draft of a proposal, the newest, and leaves one that is being written alone', async () => {
    await order();
    const running = await taken();
    await order();
    const last = await order();
    const [rows] = await db.database.sql`select count(*)::int as count from draft_requests`;
    expect(rows?.count).toBe(2);
    expect((await taken()).id).toBe(last?.id);
    expect(await finishDraft(db.orm, { ...running, outcome: { kind: 'done', result: 'A draft.' } })).toBe(
      true,
    );
  });

  it('shows the result to the team alone', async () => {
    await order();
    const { id, attempt } = await taken();
    expect(await finishDraft(db.orm, { id, attempt, outcome: { kind: 'done', result: 'A draft.' } })).toBe(
      true,
    );
    expect(await latest()).toMatchObject({
      id,
      status: 'done',
      result: 'A draft.',
      finishedAt: expect.any(String),
    });
    expect(await latest('south')).toBeUndefined();
    expect(await takeDueDraft(db.orm)).toBeUndefined();
  });

  it("takes no order for another team's proposal", async () => {
    expect(await order('south')).toBeUndefined();
    expect(await takeDueDraft(db.orm)).toBeUndefined();
  });

  it('gives a draft again after the pause that was asked for, not before', async () => {
    await order();
    const { id, attempt } = await taken();
    await finishDraft(db.orm, { id, attempt, outcome: { kind: 'retry', afterSeconds: 60 } });
    expect(await latest()).toMatchObject({ status: 'waiting' });
    expect(await takeDueDraft(db.orm)).toBeUndefined();
    await db.database.sql`update draft_requests set due_at = now() where id = ${id}`;
    expect(await taken()).toMatchObject({ id, attempt: 2 });
  });

  it('gives the draft of a replica that died to another, and takes no word from the first any more', async () => {
    await order();
    const first = await taken();
    await db.database.sql`update draft_requests set due_at = now() where id = ${first.id}`;
    const second = await taken();
    expect(second).toMatchObject({ id: first.id, attempt: 2 });
    expect(await finishDraft(db.orm, { ...first, outcome: { kind: 'failed' } })).toBe(false);
    expect(await finishDraft(db.orm, { ...second, outcome: { kind: 'failed' } })).toBe(true);
    expect(await latest()).toMatchObject({ status: 'failed', result: null });
  });
});
