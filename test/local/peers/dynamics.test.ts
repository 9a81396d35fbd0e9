import { standInClient } from '../../../local/peers/dynamics/service.ts';
import { PeerProcess } from './peer-process.ts';

const id = '6f9619ff-8b86-4011-b42d-00c04fc964ff';

describe('the stand-in for Dynamics 365', () => {
  let peer: PeerProcess;

  beforeAll(async () => {
    peer = await PeerProcess.start('dynamics');
  });
  afterAll(() => peer.kill());

  const token = (form: Record<string, string>) =>
    fetch(`${peer.origin}/contoso/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
  const credentials = {
    grant_type: 'client_credentials',
    client_id: standInClient.id,
    client_secret: standInClient.secret,
    scope: 'https://contoso.crm.dynamics.com/.default',
  };
  const account = async (query: string, headers: Record<string, string> = {}) => {
    const { access_token: value } = (await (await token(credentials)).json()) as { access_token: string };
    return fetch(`${peer.origin}/api/data/v9.2/accounts(${id})${query}`, {
      headers: { authorization: `Bearer ${value}`, ...headers },
    });
  };

  it('gives a token to the client alone', async () => {
    expect(await (await token(credentials)).json()).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3_599,
    });
    const refused = await token({ ...credentials, client_secret: 'guess' });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: 'invalid_client', error_codes: [7_000_215] });
  });

  it('answers the columns that are selected, the contact that is expanded and labels when preferred', async () => {
    const query = '?$select=name,revenue&$expand=primarycontactid($select=fullname,emailaddress1)';
    const plain = (await (await account(query)).json()) as object;
    expect(Object.keys(plain).sort()).toEqual(
      ['@odata.context', '@odata.etag', 'accountid', 'name', 'primarycontactid', 'revenue'].sort(),
    );
    const labels = await account(query, {
      prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"',
    });
    expect(await labels.json()).toHaveProperty(['industrycode@OData.Community.Display.V1.FormattedValue']);
  });

  it('makes up the same account for the same id', async () => {
    expect(await (await account('')).json()).toEqual(await (await account('')).json());
  });

  it('lists the accounts that it was told were changed, in pages that name the next one', async () => {
    const changes = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z'];
    const accounts = changes.map((modifiedOn, at) => ({ id: id.replace(/^./, String(at)), modifiedOn }));
    await peer.hold({ accounts: accounts.toReversed() });
    const { access_token: value } = (await (await token(credentials)).json()) as { access_token: string };
    const list = async (url: string) => {
      const headers = { authorization: `Bearer ${value}`, prefer: 'odata.maxpagesize=1' };
      const answer = await fetch(url, { headers });
      const body = (await answer.json()) as Record<string, unknown>;
      return { ...body, status: answer.status } as Record<string, unknown>;
    };
    const base = `${peer.origin}/api/data/v9.2/accounts?$select=name&$orderby=modifiedon asc,accountid asc`;
    const first = await list(
      `${base}&$filter=modifiedon gt ${changes[0]} and modifiedon le 2026-02-01T00:00:00Z`,
    );
    expect(first.value).toEqual([expect.objectContaining({ accountid: accounts[1]?.id })]);
    const second = await list(String(first['@odata.nextLink']));
    expect(second.value).toEqual([expect.objectContaining({ accountid: accounts[2]?.id })]);
    expect(second).not.toHaveProperty(['@odata.nextLink']);
    expect((await list(`${base}&$filter=name eq 'x'`)).status).toBe(400);
    await expect(peer.hold({ accounts: [{ id: 'x' }] })).rejects.toThrow(/accounts\[0\]\.id/);
  });

  it('refuses requests without a token', async () => {
    const answer = await fetch(`${peer.origin}/api/data/v9.2/accounts(${id})`);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('Bearer authorization_uri='),
    ]);
  });
});
