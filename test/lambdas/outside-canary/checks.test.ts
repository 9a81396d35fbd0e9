import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkSite } from '../../../lambdas/outside-canary/checks.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function siteThat(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

/** The site as it is when all is well, but for the paths given. */
function site(
  others: Readonly<Record<string, readonly [status: number, body: string]>> = {},
): RequestListener {
  const usual: typeof others = {
    '/': [200, '<!doctype html><html lang="en">'],
    '/api/health': [200, '{"status":"alive"}'],
    '/api/auth/sign-in/email': [401, '{"code":"wrong-credentials"}'],
  };
  return (request, response) => {
    const [status, body] = others[request.url ?? ''] ?? usual[request.url ?? ''] ?? [404, ''];
    response.writeHead(status).end(body);
  };
}

describe('the canary outside', () => {
  it('A1: is content with a site that serves page, API and database', async () => {
    await expect(checkSite(await siteThat(site()))).resolves.toMatch(
      /serves its page, its API and its database/,
    );
  });

  it('A1: tells everything that is wrong, in one sentence each', async () => {
    const origin = await siteThat(
      site({
        '/': [503, '<html>Back shortly'],
        '/api/health': [503, ''],
        '/api/auth/sign-in/email': [503, ''],
      }),
    );
    await expect(checkSite(origin)).rejects.toThrow(
      'The start page answered 503 in place of 200. The app answered 503 in place of 200. A sign-in answered 503 in place of 401.',
    );
  });

  it('A1: sees that the database is away while page and app still answer', async () => {
    const origin = await siteThat(site({ '/api/auth/sign-in/email': [503, '{"code":"unavailable"}'] }));
    await expect(checkSite(origin)).rejects.toThrow(/^A sign-in answered 503 in place of 401\.$/);
  });

  it('A1: is not content with another answer of the right status', async () => {
    const origin = await siteThat(site({ '/api/auth/sign-in/email': [401, '{"code":"something-else"}'] }));
    await expect(checkSite(origin)).rejects.toThrow('A sign-in answered with something else.');
  });

  it('A1: waits only so long', async () => {
    const origin = await siteThat((request, response) => {
      if (request.url !== '/api/health') site()(request, response);
    });
    await expect(checkSite(origin, 0.3)).rejects.toThrow(/^The app gave no answer: .*timeout/);
  });

  it('A1: says why a site that is not there gave no answer', async () => {
    const origin = await siteThat(site());
    server?.close();
    await expect(checkSite(origin)).rejects.toThrow(/The start page gave no answer: .*ECONNREFUSED/);
  });

  it('signs in from the origin of the site, with an address that nobody can have', async () => {
    let seen: unknown;
    const origin = await siteThat((request, response) => {
      if (request.method !== 'POST') return site()(request, response);
      request.setEncoding('utf8');
      request.once('data', (body: string) => {
        seen = { origin: request.headers.origin, ...JSON.parse(body) };
        site()(request, response);
      });
    });
    await checkSite(origin);
    expect(seen).toMatchObject({ origin, email: expect.stringMatching(/\.invalid$/) });
  });
});
