import { modifiedAccounts, readAccountPage } from '../../../app-src/src/crm/account-page.ts';

const from = {
  origin: 'https://contoso.crm.dynamics.com',
  path: '/api/data/v9.2/accounts?$skiptoken=1',
};
const id = '6F9619FF-8B86-4011-B42D-00C04FC964FF';
const page = (link?: string, value: unknown = [{ accountid: id, name: 'Alder Mills' }]) =>
  readAccountPage({ value, ...(link === undefined ? {} : { '@odata.nextLink': link }) }, from);

describe('a page of accounts', () => {
  it('tells each account by its id in lower case, and the next page by its path', () => {
    expect(page(`${from.origin}/api/data/v9.2/accounts?$skiptoken=2`)).toEqual({
      accounts: [{ crmId: id.toLowerCase(), account: expect.objectContaining({ name: 'Alder Mills' }) }],
      next: '/api/data/v9.2/accounts?$skiptoken=2',
    });
    expect(page()?.next).toBeUndefined();
  });

  it.each([
    'https://evil.example/api/data/v9.2/accounts?$skiptoken=2',
    'https://contoso.crm.dynamics.com.evil.example/api/data/v9.2/accounts',
    'https://contoso.crm.dynamics.com@evil.example/api/data/v9.2/accounts',
    'https://user:word@contoso.crm.dynamics.com/api/data/v9.2/accounts',
    'http://contoso.crm.dynamics.com/api/data/v9.2/accounts',
    'https://contoso.crm.dynamics.com:8443/api/data/v9.2/accounts',
    'https://contoso.crm.dynamics.com/api/data/v9.2/contacts',
    'https://contoso.crm.dynamics.com/api/data/v9.2/accounts/../WhoAmI',
    '//evil.example/api/data/v9.2/accounts',
    'javascript:alert(1)',
    '',
    `https://contoso.crm.dynamics.com/api/data/v9.2/accounts?${'x'.repeat(8_000)}`,
    `https://contoso.crm.dynamics.com${from.path}`,
  ])('is refused when its next page is %p', (link) => {
    expect(page(link)).toBeUndefined();
  });

  it.each([[undefined], [{}], ['text'], [[{ name: 'No id' }]], [[{ accountid: 'x' }]], [[null]]])(
    'is refused when its accounts are %j',
    (value) => {
      expect(readAccountPage({ value }, from)).toBeUndefined();
    },
  );

  it('is asked for by the time of changes, whole when nothing is known yet', () => {
    const query = (after?: string) => {
      const path = modifiedAccounts({
        after: after === undefined ? undefined : new Date(after),
        until: new Date('2026-02-01T00:00:00Z'),
      });
      return new URL(path, from.origin).searchParams.get('$filter');
    };
    expect(query()).toBe('modifiedon le 2026-02-01T00:00:00.000Z');
    expect(query('2026-01-01T00:00:00Z')).toBe(
      'modifiedon gt 2026-01-01T00:00:00.000Z and modifiedon le 2026-02-01T00:00:00.000Z',
    );
  });
});
