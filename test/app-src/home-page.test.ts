import { AppServer, environmentFor } from './app-server.ts';

describe('the home page of the production app, while PostgreSQL and Redis are away', () => {
  let app: AppServer;

  beforeAll(async () => {
    const nobody = { host: '127.0.0.1', port: 1 };
    const database = { ...nobody, database: 'none', user: 'none', password: 'none' };
    app = await AppServer.start(environmentFor(database, nobody));
  }, 120_000);

  afterAll(async () => {
    await app?.stop();
  });

  it('is served, and may be kept by the edge when no replica answers', async () => {
    const response = await fetch(app.origin);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<h1');
    expect(response.headers.get('cache-control')).toBe(
      'public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400',
    );
  });

  it('carries security headers and does not name the framework', async () => {
    const { headers } = await fetch(app.origin);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('links to scripts and styles that are there and may be kept for ever', async () => {
    const page = await (await fetch(app.origin)).text();
    const assets = [...page.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map((match) => match[1]);
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      const response = await fetch(app.origin + asset);
      expect([asset, response.status]).toEqual([asset, 200]);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  it('answers an unknown address with 404 and a way back', async () => {
    const response = await fetch(`${app.origin}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Go to the start page');
  });
});
