import { randomUUID } from 'node:crypto';
import { InvalidCursor } from '../../../app-src/src/database/cursor.ts';
import type { ProposalChange } from '../../../app-src/src/proposals/proposal.ts';
import {
  changeProposal,
  createProposal,
  findProposal,
  findVersion,
  listProposals,
  listVersions,
  UnknownCustomer,
} from '../../../app-src/src/proposals/proposal-queries.ts';
import { doc, makeCustomer, makeProposal } from './sales-rows.ts';
import { TestDatabase, twoTeams } from './test-database.ts';

let db: TestDatabase;
let customerId: string;

beforeAll(async () => {
  db = await TestDatabase.start();
}, 60_000);

beforeEach(async () => {
  await twoTeams(db);
  customerId = await makeCustomer(db, 'north', 'Acme');
});

afterAll(async () => {
  await db?.remove();
});

const change = (id: string, fields: ProposalChange) =>
  changeProposal(db.orm, { teamId: 'north', authorId: 'nora', id, change: fields });

describe('a new proposal', () => {
  it('is found with its customer, its author and its text', async () => {
    const made = await makeProposal(db, customerId);
    expect(made).toMatchObject({
      title: 'Cloud migration',
      status: 'draft',
      version: 1,
      customer: { id: customerId, name: 'Acme' },
      author: { id: 'nora', name: 'Nora' },
      content: doc('first'),
    });
    expect(await findProposal(db.orm, { teamId: 'north', id: made.id })).toEqual(made);
  });

  it("is refused for another team's customer, and leaves nothing behind", async () => {
    const theirs = await makeCustomer(db, 'south', 'Theirs');
    await expect(makeProposal(db, theirs)).rejects.toThrow(UnknownCustomer);
    expect((await listProposals(db.orm, { teamId: 'north', limit: 10 })).items).toEqual([]);
  });

  it('leaves nothing behind when its text cannot be saved', async () => {
    const attempt = createProposal(db.orm, {
      ...{ teamId: 'north', authorId: 'nora', customerId, title: 'x', valueCents: 0, currency: 'USD' },
      // A null character, which jsonb refuses.
      content: doc('\u0000'),
    });
    await expect(attempt).rejects.toThrow();
    expect((await listProposals(db.orm, { teamId: 'north', limit: 10 })).items).toEqual([]);
  });

  it('cannot be tied to a customer of another team even past the queries', async () => {
    const theirs = await makeCustomer(db, 'south', 'Theirs');
    const { id } = await makeProposal(db, customerId);
    const attempt = db.database.sql`update proposals set customer_id = ${theirs} where id = ${id}`;
    await expect(attempt).rejects.toMatchObject({
      code: '23503',
      constraint_name: 'proposals_customer_of_team',
    });
  });
});

describe('a change of a proposal', () => {
  it('is saved as the next version, and the version before stays', async () => {
    const { id } = await makeProposal(db, customerId);
    const outcome = await change(id, { baseVersion: 1, content: doc('second'), status: 'sent' });
    expect(outcome).toMatchObject({
      kind: 'saved',
      proposal: { version: 2, status: 'sent', content: doc('second') },
    });
    expect(await findVersion(db.orm, { teamId: 'north', id, version: 1 })).toMatchObject({
      content: doc('first'),
    });
    expect((await listVersions(db.orm, { teamId: 'north', id }))?.map(({ version }) => version)).toEqual([
      2, 1,
    ]);
  });

  it('keeps the text when it has none', async () => {
    const { id } = await makeProposal(db, customerId);
    const outcome = await change(id, { baseVersion: 1, title: 'Renamed' });
    expect(outcome).toMatchObject({
      kind: 'saved',
      proposal: { title: 'Renamed', version: 2, content: doc('first') },
    });
  });

  it('is refused when it was made on an older version, and shows the newer one', async () => {
    const { id } = await makeProposal(db, customerId);
    await change(id, { baseVersion: 1, content: doc('theirs') });
    const outcome = await change(id, { baseVersion: 1, content: doc('mine') });
    expect(outcome).toMatchObject({ kind: 'conflict', proposal: { version: 2, content: doc('theirs') } });
  });

  it('wins once when many are saved at the same moment; all others see a conflict', async () => {
    const { id } = await makeProposal(db, customerId);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, at) => change(id, { baseVersion: 1, content: doc(`save ${at}`) })),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([...Array(7).fill('conflict'), 'saved']);
    const saved = outcomes.find(({ kind }) => kind === 'saved');
    expect(await findProposal(db.orm, { teamId: 'north', id })).toEqual(
      saved && 'proposal' in saved && saved.proposal,
    );
    expect(await listVersions(db.orm, { teamId: 'north', id })).toHaveLength(2);
  });

  it("finds nothing for another team's proposal, and leaves it alone", async () => {
    const made = await makeProposal(db, customerId);
    const outcome = await changeProposal(db.orm, {
      ...{ teamId: 'south', authorId: 'sol', id: made.id },
      change: { baseVersion: 1, title: 'Taken over' },
    });
    expect(outcome).toEqual({ kind: 'missing' });
    expect(await findProposal(db.orm, { teamId: 'north', id: made.id })).toEqual(made);
  });
});

describe('the versions of a proposal that one author goes on writing', () => {
  /** Saves a text, and lets minutes pass for all that was saved so far. */
  async function save(id: string, baseVersion: number, { minutes = 0, ...fields } = {} as Saving) {
    await db.database.sql`
      update proposal_versions set saved_at = saved_at - make_interval(mins => ${minutes}) where proposal_id = ${id}`;
    const outcome = await changeProposal(db.orm, {
      ...{ teamId: 'north', authorId: fields.authorId ?? 'nora', id },
      change: { baseVersion, content: doc(`text ${baseVersion + 1}`), ...fields.change },
    });
    expect(outcome).toMatchObject({ kind: 'saved', proposal: { version: baseVersion + 1 } });
  }

  interface Saving {
    readonly minutes?: number;
    readonly authorId?: string;
    readonly change?: Partial<ProposalChange>;
  }

  const kept = async (id: string) =>
    (await listVersions(db.orm, { teamId: 'north', id }))?.map(({ version }) => version);

  it('are the first, one every ten minutes and the newest', async () => {
    const { id } = await makeProposal(db, customerId);
    for (let base = 1; base <= 12; base += 1) {
      await save(id, base, { minutes: 4 });
    }
    // 4 minutes apart: 4 is 12 minutes after 1, 7 is 12 after 4.
    expect(await kept(id)).toEqual([13, 10, 7, 4, 1]);
    expect(await findVersion(db.orm, { teamId: 'north', id, version: 7 })).toMatchObject({
      content: doc('text 7'),
    });
  });

  it('keep the last before a pause', async () => {
    const { id } = await makeProposal(db, customerId);
    await save(id, 1);
    await save(id, 2);
    await save(id, 3, { minutes: 60 });
    await save(id, 4);
    // 4 is the first in more than ten minutes.
    expect(await kept(id)).toEqual([5, 4, 3, 1]);
  });

  it('keep the last of each author before the other’s', async () => {
    const { id } = await makeProposal(db, customerId);
    await save(id, 1);
    await save(id, 2, { authorId: 'sol' });
    await save(id, 3, { authorId: 'sol' });
    await save(id, 4);
    expect(await kept(id)).toEqual([5, 4, 2, 1]);
  });

  it('keep one that a change replaces rather than goes on from, as after a conflict of two tabs', async () => {
    const { id } = await makeProposal(db, customerId);
    await save(id, 1);
    await save(id, 2, { change: { keepBase: true } });
    await save(id, 3);
    expect(await kept(id)).toEqual([4, 2, 1]);
  });

  it('are all kept from the moment on at which the proposal may have been shown to somebody', async () => {
    const { id } = await makeProposal(db, customerId);
    await save(id, 1);
    await save(id, 2, { change: { status: 'sent' } });
    await save(id, 3);
    await save(id, 4);
    expect(await kept(id)).toEqual([5, 4, 3, 2, 1]);
  });

  it('still refuse a change that was made on one of those that are gone', async () => {
    const { id } = await makeProposal(db, customerId);
    await save(id, 1);
    await save(id, 2);
    const late = await change(id, { baseVersion: 2, content: doc('from another window') });
    expect(late).toMatchObject({ kind: 'conflict', proposal: { version: 3, content: doc('text 3') } });
  });
});

describe('a team that is not its own', () => {
  it('sees no proposal, list entry or version', async () => {
    const { id } = await makeProposal(db, customerId);
    const south = { teamId: 'south', id };
    expect(await findProposal(db.orm, south)).toBeUndefined();
    expect(await listVersions(db.orm, south)).toBeUndefined();
    expect(await findVersion(db.orm, { ...south, version: 1 })).toBeUndefined();
    expect((await listProposals(db.orm, { teamId: 'south', limit: 10 })).items).toEqual([]);
    expect((await listProposals(db.orm, { teamId: 'south', customerId, limit: 10 })).items).toEqual([]);
  });
});

describe('the list of proposals', () => {
  async function pagesOf(size: number, between: () => Promise<unknown> = async () => undefined) {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listProposals(db.orm, { teamId: 'north', limit: size, cursor });
      expect(page.items.length).toBeLessThanOrEqual(size);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await between();
    } while (cursor !== undefined);
    return ids;
  }

  it('shows each proposal once, page by page, though all were changed at the same moment', async () => {
    const made = await Promise.all(Array.from({ length: 23 }, () => makeProposal(db, customerId)));
    await db.database.sql`update proposals set updated_at = '2026-03-01T12:00:00.123Z'`;
    const ids = await pagesOf(5);
    expect(ids).toEqual(
      made
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
  });

  it('keeps its place while proposals are added above it', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => makeProposal(db, customerId)));
    const ids = await pagesOf(3, () => makeProposal(db, customerId));
    expect(ids.sort()).toEqual(made.map(({ id }) => id).sort());
  });

  it('loses no proposal between pages to times finer than a millisecond', async () => {
    await Promise.all(Array.from({ length: 6 }, () => makeProposal(db, customerId)));
    await db.database.sql`
      update proposals set updated_at = timestamptz '2026-03-01T12:00:00Z' + n * interval '100 microseconds'
      from (select id, row_number() over () as n from proposals) as numbered where numbered.id = proposals.id`;
    expect(new Set(await pagesOf(2)).size).toBe(6);
  });

  it('holds the chosen status and customer alone', async () => {
    const other = await makeCustomer(db, 'north', 'Other');
    const first = await makeProposal(db, customerId);
    await makeProposal(db, other);
    const sent = await makeProposal(db, other);
    await change(sent.id, { baseVersion: 1, status: 'sent' });
    const list = async (filter: object) =>
      (await listProposals(db.orm, { teamId: 'north', limit: 10, ...filter })).items.map(({ id }) => id);
    expect(await list({ customerId })).toEqual([first.id]);
    expect(await list({ status: 'sent' })).toEqual([sent.id]);
    expect(await list({ status: 'sent', customerId })).toEqual([]);
  });

  it.each([
    'not base64 json',
    Buffer.from('["2026-01-01T00:00:00.000Z"]').toString('base64url'),
    Buffer.from(`["2026-01-01' or true --","${randomUUID()}"]`).toString('base64url'),
    'A'.repeat(100_000),
  ])('refuses a cursor that it did not give out', async (cursor) => {
    await expect(listProposals(db.orm, { teamId: 'north', limit: 5, cursor })).rejects.toThrow(InvalidCursor);
  });
});
