import { findUser } from '../../../app-src/src/accounts/user-queries.ts';
import { readDashboard } from '../../../app-src/src/dashboard/dashboard-queries.ts';
import { toUsDollarCents } from '../../../app-src/src/dashboard/exchange-rates.ts';
import { proposalChange } from '../../../app-src/src/proposals/proposal.ts';
import { changeProposal } from '../../../app-src/src/proposals/proposal-queries.ts';
import { findTemplate, listTemplates } from '../../../app-src/src/templates/template-queries.ts';
import { doc, makeCustomer, makeProposal } from './sales-rows.ts';
import { TestDatabase, twoTeams } from './test-database.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await TestDatabase.start();
  await twoTeams(db);
}, 60_000);

afterAll(async () => {
  await db?.remove();
});

describe('the dashboard', () => {
  it("adds up the team's pipeline in US dollars and shows its last changed proposals", async () => {
    const customerId = await makeCustomer(db, 'north', 'Acme');
    await makeProposal(db, customerId, { valueCents: 1_000, currency: 'USD' });
    await makeProposal(db, customerId, { valueCents: 1_000, currency: 'EUR' });
    const won = await makeProposal(db, customerId, { valueCents: 1e14 });
    const change = { baseVersion: 1, status: 'won' as const };
    await changeProposal(db.orm, { teamId: 'north', authorId: 'nora', id: won.id, change });
    const { pipeline, recent } = await readDashboard(db.orm, { teamId: 'north' });
    expect(pipeline).toEqual([
      { status: 'draft', count: 2, valueCents: 2_100 },
      { status: 'review', count: 0, valueCents: 0 },
      { status: 'sent', count: 0, valueCents: 0 },
      { status: 'won', count: 1, valueCents: 1e14 },
      { status: 'lost', count: 0, valueCents: 0 },
    ]);
    expect(recent[0]?.id).toBe(won.id);
    expect(recent).toHaveLength(3);
  });

  it('is empty for a team without proposals, whatever other teams have', async () => {
    const { pipeline, recent } = await readDashboard(db.orm, { teamId: 'south' });
    expect(pipeline.map(({ count, valueCents }) => count + valueCents)).toEqual([0, 0, 0, 0, 0]);
    expect(recent).toEqual([]);
  });

  it('has a rate for every currency that a proposal can have', () => {
    const currencies = proposalChange.shape.currency.unwrap().options;
    expect(currencies.map((currency) => toUsDollarCents(100, currency) >= 1)).toEqual(
      currencies.map(() => true),
    );
    expect(() => toUsDollarCents(1, 'CHF')).toThrow('add it to exchange-rates.ts');
  });
});

describe('users and templates', () => {
  it('finds a user with the name of the team', async () => {
    expect(await findUser(db.orm, 'sol')).toEqual({
      ...{ id: 'sol', name: 'Sol', email: 'sol@south.example' },
      ...{ teamId: 'south', teamName: 'South', role: 'operator' },
    });
    expect(await findUser(db.orm, 'nobody')).toBeUndefined();
  });

  it('lists the templates of a language by name, and finds one with its text', async () => {
    await db.database.sql`
      insert into templates (id, locale, name, description, content) values
        ('b', 'en', 'Second', 'two', ${JSON.stringify(doc('b'))}), ('a', 'en', 'First', 'one', ${JSON.stringify(doc('a'))}),
        ('c', 'zh-TW', '三', '三', ${JSON.stringify(doc('c'))})`;
    expect(await listTemplates(db.orm, { locale: 'en' })).toEqual([
      { id: 'a', name: 'First', description: 'one' },
      { id: 'b', name: 'Second', description: 'two' },
    ]);
    expect(await findTemplate(db.orm, { id: 'c' })).toMatchObject({ locale: 'zh-TW', content: doc('c') });
    expect(await findTemplate(db.orm, { id: 'd' })).toBeUndefined();
  });
});
