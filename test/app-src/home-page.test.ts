import { brotliCompressSync } from 'node:zlib';
import { AppServer, environmentFor } from './app-server.ts';

const pageCaching = 'public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400';

const paths = ['/', '/sign-in', '/dashboard', '/search', '/customers', '/proposals', '/account', '/status'];
const proposal = '/proposals/0190d3a0-0000-7000-8000-000000000000';
const pages = [...paths, '/proposals/new', proposal, `${proposal}/edit`];

describe('the pages of the production app, while PostgreSQL and Redis are away', () => {
  let app: AppServer;

  beforeAll(async () => {
    const nobody = { host: '127.0.0.1', port: 1 };
    const database = { ...nobody, database: 'none', user: 'none', password: 'none' };
    app = await AppServer.start(environmentFor(database, nobody));
  }, 240_000);

  afterAll(async () => {
    await app?.stop();
  });

  const get = (address: string, headers: Record<string, string> = {}) =>
    fetch(app.origin + address, { headers, redirect: 'manual' });

  it.each(pages)(
    'F7: %s is served in both languages, and may be kept by the edge when no replica answers',
    async (path) => {
      for (const [language, address] of [
        ['en', path],
        ['zh-TW', `/zh-TW${path === '/' ? '' : path}`],
      ] as const) {
        const response = await get(address);
        expect([address, response.status]).toEqual([address, 200]);
        expect(await response.text()).toContain(`<html lang="${language}"`);
        expect(response.headers.get('cache-control')).toBe(pageCaching);
        expect(response.headers.get('set-cookie')).toBeNull();
      }
    },
  );

  it('have one address each: the prefix of the default language is redirected away', async () => {
    const response = await get('/en/proposals');
    expect([response.status, response.headers.get('location')]).toEqual([308, '/proposals']);
  });

  it('are told apart from the data of their router by a header that the edge knows', async () => {
    const response = await fetch(`${app.origin}/sign-in`, { headers: { RSC: '1' } });
    expect(response.headers.get('content-type')).toBe('text/x-component');
    expect(response.headers.get('vary')?.toLowerCase()).toContain('rsc');
  });

  it('carry security headers and do not name the framework', async () => {
    const { headers } = await get('/');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('link to scripts and styles that are there and may be kept for ever', async () => {
    const page = await (await get('/')).text();
    const assets = [...page.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map((match) => match[1]);
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      const response = await get(asset ?? '');
      expect([asset, response.status]).toEqual([asset, 200]);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  it('B4: load scripts and styles that are compressed as well as brotli can', async () => {
    const page = await (await get('/')).text();
    const scripts = [...page.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+\.(?:js|css))"/g)].map(
      ([, address = '']) => address,
    );
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) {
      const response = await get(script, { 'Accept-Encoding': 'br' });
      const content = await response.text();
      const best = brotliCompressSync(content).byteLength;
      const sent = Number(response.headers.get('content-length'));
      expect(response.headers.get('content-encoding')).toBe(content.length < 1_024 ? null : 'br');
      expect([script, sent <= 1.01 * best || content.length < 1_024]).toEqual([script, true]);
    }
  });

  it('B4: are compressed', async () => {
    expect((await get('/', { 'Accept-Encoding': 'gzip' })).headers.get('content-encoding')).toBe('gzip');
  });

  it.each([
    ['AVIF', 'image/avif,image/webp,*/*', 'image/avif'],
    ['WebP', 'image/webp,*/*', 'image/webp'],
  ])('F6: show images as %s to browsers that take it', async (_name, accept, type) => {
    const page = await (await get('/')).text();
    const [, source = ''] = /<img[^>]+src="([^"]+)"/.exec(page) ?? [];
    const response = await get(source.replaceAll('&amp;', '&'), { Accept: accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(response.headers.get('cache-control')).toContain('max-age=');
    expect(response.headers.get('vary')).toContain('Accept');
    expect((await response.arrayBuffer()).byteLength).toBeLessThan(150_000);
  });

  it('tell browsers which pages to fetch ahead of a click', async () => {
    const page = await get('/');
    expect(page.headers.get('speculation-rules')).toBe('"/speculation-rules.json"');
    const rules = await get('/speculation-rules.json');
    expect(rules.headers.get('content-type')).toBe('application/speculationrules+json');
    expect(await rules.json()).toMatchObject({ prefetch: [{ eagerness: 'moderate' }] });
  });

  it.each(['/nowhere', '/zh-TW/nowhere', '/en-GB', '/proposals/1', '/nowhere/dashboard'])(
    'are not what %s is: it answers 404 with a way back in both languages, and is not kept for long',
    async (address) => {
      const response = await get(address);
      expect(response.status).toBe(404);
      const text = await response.text();
      expect(text).toContain('Go to the start page');
      expect(text).toContain('回到首頁');
      expect(response.headers.get('cache-control')).not.toContain('31536000');
    },
  );
});
