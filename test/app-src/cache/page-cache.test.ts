import { readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { Redis as Client } from 'ioredis';
import { buildStandalone } from '../../../app-src/build/standalone.ts';
import { freePort } from '../../services/free-port.ts';
import { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { type AppEnvironment, AppServer, appFolder, environmentFor } from '../app-server.ts';

/** The pages of two replicas that share a Redis and have no database. */
describe('the cache of rendered pages', () => {
  let folder: string;
  let redis: Redis;
  let client: Client;
  let environment: AppEnvironment;
  const servers: AppServer[] = [];

  beforeAll(async () => {
    ({ folder } = await buildStandalone(appFolder));
  });

  beforeEach(async () => {
    redis = await Redis.start();
    client = new Client({ host: redis.host, port: redis.port });
    client.on('error', () => undefined);
    const nowhere = { host: '127.0.0.1', port: await freePort(), database: 'x', user: 'x', password: 'x' };
    environment = environmentFor(nowhere, redis);
  });

  afterEach(async () => {
    client.disconnect();
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await redis.remove();
  });

  async function start(): Promise<AppServer> {
    const server = await AppServer.start(environment);
    servers.push(server);
    return server;
  }

  /** As {@link start}, and waits until the replica uses Redis and has rendered something. */
  async function startWithRedis(): Promise<AppServer> {
    const server = await start();
    await waitUntil('Redis to be used', async () => {
      const { checks } = (await server.readiness()).body as { checks: { cache: { status: string } } };
      return checks.cache.status === 'up' ? true : undefined;
    });
    await page(server, '/zh-TW/sign-in');
    // The start page is renewed after a minute: to be due, the one of the build must be older.
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await utimes(path.join(folder, '.next/server/app/en.html'), anHourAgo, anHourAgo);
    return server;
  }

  async function page(server: AppServer, address = '/') {
    const response = await fetch(server.origin + address, { signal: AbortSignal.timeout(5_000) });
    return { status: response.status, headers: response.headers, html: await response.text() };
  }

  async function sharedPage(): Promise<string> {
    return waitUntil('a page in Redis', async () => (await client.keys('holdfast:pages:*/$/en'))[0]);
  }

  /** Has one replica renew the start page, and marks what it shares, so that it can be told from any other rendering. */
  async function shareMarkedPage(): Promise<string> {
    await page(await startWithRedis());
    const key = await sharedPage();
    const shared = (await client.get(key)) ?? '';
    await client.set(key, shared.replace('</body>', '<!-- shared --></body>'), 'KEEPTTL');
    return key;
  }

  it('shows on one replica what another has rendered, without rendering it again', async () => {
    const key = await shareMarkedPage();
    const shared = await client.get(key);
    const second = await startWithRedis();
    expect((await page(second)).html).toContain('<!-- shared -->');
    expect((await page(second)).headers.get('x-nextjs-cache')).toBe('HIT');
    expect(await client.get(key)).toBe(shared);
    expect(await client.ttl(key)).toBeGreaterThan(3_600);
  });

  it('goes on with what it has when Redis dies', async () => {
    await shareMarkedPage();
    const second = await startWithRedis();
    await page(second);
    await redis.kill();
    expect((await page(second)).html).toContain('<!-- shared -->');
    expect((await page(second, '/zh-TW')).status).toBe(200);
  });

  it('answers in time while Redis hangs', async () => {
    const server = await start();
    await redis.hang();
    const begin = performance.now();
    expect((await page(server)).status).toBe(200);
    expect(performance.now() - begin).toBeLessThan(2_000);
    await redis.continue();
  });

  it('does not take damaged bytes in Redis for a page', async () => {
    const key = await shareMarkedPage();
    for (const damage of [
      'garbage',
      '{}',
      '{"value":{"kind":"APP_PAGE","html":7},"lastModified":9e15,"tags":[]}',
    ]) {
      await client.set(key, damage);
      const { status, html } = await page(await startWithRedis());
      expect([status, html.includes('</html>')]).toEqual([200, true]);
    }
  });

  it('has every page of the build when it starts without Redis and without a database', async () => {
    await redis.kill();
    const manifest = JSON.parse(
      await readFile(path.join(folder, '.next/prerender-manifest.json'), 'utf8'),
    ) as { routes: Record<string, unknown> };
    const server = await start();
    const pages = Object.keys(manifest.routes).filter((route) => /^\/zh-TW(\/[a-z-]+)?$/.test(route));
    expect(pages.length).toBeGreaterThan(5);
    for (const address of [...pages, ...pages.map((route) => route.replace('/zh-TW', '') || '/')]) {
      const { status, html } = await page(server, address);
      expect([address, status, html.includes('</html>')]).toEqual([address, 200, true]);
    }
  });

  it.each(['br', 'gzip'])('sends pages, scripts and the API encoded with %s', async (encoding) => {
    const server = await start();
    const { html } = await page(server);
    const [script = ''] = /\/_next\/static\/[^"]+\.js/.exec(html) ?? [];
    for (const address of ['/', script, '/api/openapi.json']) {
      const response = await fetch(server.origin + address, { headers: { 'Accept-Encoding': encoding } });
      const body = await response.text();
      expect([address, response.headers.get('content-encoding')]).toEqual([address, encoding]);
      expect(response.headers.get('vary')).toContain('Accept-Encoding');
      expect(body.length).toBeGreaterThan(1_000);
    }
  });
});
