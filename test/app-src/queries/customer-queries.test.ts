import { findCustomer, listCustomers, saveCrmCopy } from '../../../app-src/src/customers/customer-queries.ts';
import { makeCustomer, makeProposal } from './sales-rows.ts';
import { TestDatabase, twoTeams } from './test-database.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await TestDatabase.start();
}, 60_000);

beforeEach(() => twoTeams(db));

afterAll(async () => {
  await db?.remove();
});

async function names(q?: string, teamId = 'north'): Promise<string[]> {
  const page = await listCustomers(db.orm, { teamId, limit: 100, q });
  return page.items.map(({ name }) => name);
}

describe('the list of customers', () => {
  it('is by name, and shows namesakes once each, page by page', async () => {
    for (const name of ['Beta', 'Acme', 'Acme', 'Acme', 'Acme', 'Gamma']) {
      await makeCustomer(db, 'north', name);
    }
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCustomers(db.orm, { teamId: 'north', limit: 2, cursor });
      found.push(...page.items.map(({ id, name }) => `${name} ${id}`));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(found.map((text) => text.split(' ')[0])).toEqual([
      'Acme',
      'Acme',
      'Acme',
      'Acme',
      'Beta',
      'Gamma',
    ]);
    expect(new Set(found).size).toBe(6);
  });

  it('finds by the beginnings of words, in any order and case, and in Chinese', async () => {
    await makeCustomer(db, 'north', 'Northwind Traders');
    await makeCustomer(db, 'north', '台灣精密機械有限公司');
    expect(await names('trad NORTH')).toEqual(['Northwind Traders']);
    expect(await names('精密')).toEqual(['台灣精密機械有限公司']);
    expect(await names('wind')).toEqual([]);
  });

  it('never shows customers of another team', async () => {
    await makeCustomer(db, 'south', 'Secret');
    expect(await names()).toEqual([]);
    expect(await names('secret')).toEqual([]);
    expect(await names('secret', 'south')).toEqual(['Secret']);
  });
});

describe('a customer', () => {
  it('comes with its last proposals, and to its own team alone', async () => {
    const id = await makeCustomer(db, 'north', 'Acme');
    for (let count = 0; count < 22; count += 1) {
      await makeProposal(db, id, { title: `Proposal ${count}` });
    }
    const customer = await findCustomer(db.orm, { teamId: 'north', id });
    expect(customer).toMatchObject({
      name: 'Acme',
      crmId: `crm-${id}`,
      refreshedAt: '2026-01-01T00:00:00.000Z',
    });
    expect(customer?.proposals).toHaveLength(20);
    expect(customer?.proposals[0]?.title).toBe('Proposal 21');
    expect(await findCustomer(db.orm, { teamId: 'south', id })).toBeUndefined();
  });

  it('takes what the CRM told, is found by its new name, and keeps it against an older answer', async () => {
    const id = await makeCustomer(db, 'north', 'Old name');
    const copy = {
      ...{ id, name: 'New name', industry: 'Energy', city: 'Bonn', country: 'Germany' },
      ...{ contactName: 'Jo', contactEmail: 'jo@c.example', annualRevenue: 9_000_000_000_000 },
      refreshedAt: new Date('2026-02-01T00:00:00Z'),
    };
    expect(await saveCrmCopy(db.orm, copy)).toBe(true);
    const older = { ...copy, name: 'Older', refreshedAt: new Date('2026-01-15T00:00:00Z') };
    expect(await saveCrmCopy(db.orm, older)).toBe(false);
    expect(await findCustomer(db.orm, { teamId: 'north', id })).toMatchObject({
      name: 'New name',
      annualRevenue: 9_000_000_000_000,
      refreshedAt: '2026-02-01T00:00:00.000Z',
    });
    expect(await names('new')).toEqual(['New name']);
    expect(await names('old')).toEqual([]);
  });
});
