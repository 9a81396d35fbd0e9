import { once } from 'node:events';
import { createServer } from 'node:net';
import { mostFollowers } from '../../../local/live-page/followers.ts';
import { PageServer } from '../../../local/live-page/page-server.ts';
import { type Rendered, render } from '../../../local/live-page/view/regions.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { calm, inTheMiddleOfAFault } from './made-up-views.ts';
import { type Following, follow, get } from './reader.ts';

describe('the server of the live page', () => {
  let rendered: Rendered;
  let server: PageServer;
  const followings: Following[] = [];

  beforeEach(async () => {
    rendered = render(calm());
    server = await PageServer.listen(await freePort(), () => rendered);
  });
  afterEach(async () => {
    for (const one of followings.splice(0)) one.stop();
    await server.close();
  });

  const following = async () => {
    const one = await follow(server.address);
    followings.push(one);
    return one;
  };

  it('serves the page and everything that it loads, from itself alone', async () => {
    const { status, headers, body } = await get(server.address, '/');
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers['cache-control']).toBe('no-store');
    const loaded = [...body.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, path]) => path ?? '');
    expect(loaded.sort()).toEqual(['/follow.js', '/icon.svg', '/look.css']);
    for (const path of loaded) {
      const file = await get(server.address, path);
      expect([path, file.status]).toEqual([path, 200]);
      expect(file.body).not.toMatch(/https?:\/\/(?!www\.w3\.org\/)/);
    }
    expect((await get(server.address, '/nothing')).status).toBe(404);
    expect((await get(server.address, '/../files.ts')).status).toBe(404);
  });

  it('answers to names of this machine alone, so that no website can read it through a name of its own', async () => {
    const { port } = new URL(server.address);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      expect((await get(server.address, '/', { host })).status).toBe(200);
    }
    for (const host of [`evil.example:${port}`, 'localhost', `localhost:${Number(port) + 1}`]) {
      for (const path of ['/', '/live', '/look.css']) {
        const { status, body } = await get(server.address, path, { host });
        expect([host, path, status]).toEqual([host, path, 421]);
        expect(body).not.toContain('postgres');
      }
    }
  });

  it('changes nothing: whatever is not a read is refused', async () => {
    const { status, headers } = await get(server.address, '/', { method: 'POST' });
    expect(status).toBe(405);
    expect(headers.allow).toBe('GET, HEAD');
  });

  it('tells a browser everything at first, and after that only what has changed', async () => {
    const one = await following();
    expect((await one.next()).regions).toEqual(rendered.regions);
    server.followers.tell(rendered);
    expect((await one.next()).regions).toEqual({});
    const before = rendered;
    rendered = render(inTheMiddleOfAFault());
    server.followers.tell(rendered);
    const next = await one.next();
    expect(next.title).toBe('Users get errors · Holdfast');
    expect({ ...before.regions, ...next.regions }).toEqual(rendered.regions);
  });

  it('sends nothing more to a browser that takes nothing, until it does', async () => {
    const slow = await following();
    await slow.next();
    const large = { ...rendered, regions: { ...rendered.regions } };
    for (let turn = 0; turn < 400; turn += 1) {
      large.regions.events = `${turn} ${'x'.repeat(100_000)}`;
      server.followers.tell(large);
    }
    let read = 0;
    await waitUntil('it to catch up', async () => {
      server.followers.tell(large);
      read += 1;
      return (await slow.next()).regions.events?.startsWith('399 ') ? true : undefined;
    });
    expect(read).toBeLessThan(10);
  });

  it('takes so many browsers and no more, and another when one has gone', async () => {
    for (let count = 0; count < mostFollowers; count += 1) await following();
    await expect(follow(server.address)).rejects.toThrow('The page answers 503.');
    followings.pop()?.stop();
    await waitUntil('one to be gone', async () =>
      server.followers.count < mostFollowers ? true : undefined,
    );
    await (await following()).next();
  });

  it('says so when it cannot be drawn, and lives on', async () => {
    rendered = undefined as unknown as Rendered;
    expect(await get(server.address, '/')).toMatchObject({
      status: 500,
      body: expect.stringMatching(/^The page cannot be drawn: TypeError/),
    });
    rendered = render(calm());
    expect((await get(server.address, '/')).status).toBe(200);
  });

  it('takes the next port when the wanted one is in use', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { readonly port: number };
    const other = await PageServer.listen(port, () => rendered);
    try {
      expect(Number(new URL(other.address).port)).not.toBe(port);
      expect((await get(other.address, '/')).status).toBe(200);
    } finally {
      await other.close();
      blocker.close();
    }
  });
});
