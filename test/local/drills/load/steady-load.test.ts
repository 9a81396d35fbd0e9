import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SteadyLoad } from '../../../../local/drills/load/steady-load.ts';
import { waitUntil } from '../../../../local/processes/wait-until.ts';

const customer = randomUUID();

/** A product of a few lines, which can be told to fail, to hang, and to answer with something else. */
class Product {
  readonly proposals = new Map<
    string,
    { readonly id: string; readonly title: string; readonly email: string }
  >();
  readonly keys: string[] = [];
  trouble: 'none' | 'fails' | 'forgets to answer writes' | 'damages titles' | 'signs out' = 'none';
  readonly #server: Server = createServer((request, response) => void this.#serve(request, response));

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const email = /session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const answer = (status: number, json: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(json));
    };
    const { url = '', method } = request;
    if (url === '/api/auth/sign-in/email') {
      const given = JSON.parse(body) as { email: string };
      response.setHeader('Set-Cookie', `session=${given.email}; Path=/`);
      answer(200, {});
      if (this.trouble === 'signs out') this.trouble = 'none';
    } else if (this.trouble === 'fails') answer(503, {});
    else if (this.trouble === 'signs out') answer(401, {});
    else if (url === '/') response.end('<html>Holdfast</html>');
    else if (url.endsWith('/draft')) response.end('event: text\ndata: {}\n\nevent: done\ndata: {}\n\n');
    else if (url === '/api/me') answer(200, { email });
    else if (url === '/api/proposals' && method === 'POST') this.#propose(request, body, email, response);
    else if (url.startsWith('/api/proposals/')) {
      const found = this.proposals.get(url.slice('/api/proposals/'.length));
      answer(found ? 200 : 404, this.trouble === 'damages titles' ? { ...found, title: 'undefined' } : found);
    } else answer(200, { items: [{ id: customer }] });
  }

  #propose(request: IncomingMessage, body: string, email: string, response: ServerResponse): void {
    const { title } = JSON.parse(body) as { title: string };
    const key = String(request.headers['idempotency-key']);
    this.keys.push(key);
    const made = { id: randomUUID(), title, email };
    this.proposals.set(made.id, made);
    if (this.trouble === 'forgets to answer writes') {
      request.socket.destroy();
      return;
    }
    response.writeHead(201, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(made));
  }
}

describe('a steady load', () => {
  let product: Product;
  let folder: string;
  let load: SteadyLoad;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-load-'));
    product = new Product();
    load = await SteadyLoad.begin({
      ...{ address: await product.listen(), run: 'test', password: 'secret', readsPerSecond: 40 },
      ...{ emails: ['ada@holdfast.example', 'ben@holdfast.example'], writeEvery: 400 },
      ledger: join(folder, 'ledger.jsonl'),
    });
  });
  afterEach(async () => {
    await load.end();
    product.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const seen = (what: string, look: () => boolean) =>
    waitUntil(what, async () => (look() ? true : undefined), 20_000);
  const failures = () => load.requests.filter(({ failed }) => failed);
  const acknowledged = async () => (await load.end()).filter((write) => write.acknowledgedAt !== undefined);

  it('asks for every journey without a failure, and notes each write before and after', async () => {
    await seen('a hundred requests', () => load.requests.length > 100);
    const ledger = await load.end();
    expect(failures()).toEqual([]);
    expect(new Set(load.requests.map(({ journey }) => journey))).toEqual(
      new Set(['cached page', 'read', 'write']),
    );
    expect(ledger.map(({ number }) => number)).toEqual(ledger.map((_, index) => index + 1));
    const titles = [...product.proposals.values()].map(({ title }) => title);
    expect(titles).toEqual(
      expect.arrayContaining((await acknowledged()).map(({ number }) => `Drill test ${number}`)),
    );
    for (const { id, number, writer } of await acknowledged()) {
      expect(product.proposals.get(id ?? '')).toMatchObject({ title: `Drill test ${number}`, email: writer });
    }
  });

  it('goes on at the same rate while everything fails, and tells why', async () => {
    await seen('some requests', () => load.requests.length > 20);
    product.trouble = 'fails';
    const before = Date.now();
    await seen('many failures', () => failures().length > 80);
    expect((failures().length / (Date.now() - before)) * 1_000).toBeGreaterThan(20);
    expect(failures()[0]).toMatchObject({ why: 'status 503' });
  });

  it('sends a write whose answer was lost again under the same key, and begins no other one meanwhile', async () => {
    product.trouble = 'forgets to answer writes';
    await seen('several attempts', () => product.keys.length > 6);
    expect(new Set(product.keys).size).toBe(2);
    expect(await acknowledged()).toEqual([]);
    expect(await load.end()).toHaveLength(2);
  });

  it('finds damage in what a user has written, although the answer comes in time', async () => {
    await seen('some writes', () => product.proposals.size > 4);
    product.trouble = 'damages titles';
    await seen('a failure', () => failures().length > 0);
    expect(failures()[0]).toMatchObject({ journey: 'read', why: 'another proposal or title' });
  });

  it('signs in again when a session is gone', async () => {
    product.trouble = 'signs out';
    await seen('a refusal', () => failures().some(({ why }) => why === 'status 401'));
    await seen('a session', () => load.requests.at(-1)?.failed === false);
  });

  it('says that it has ended by itself, so that silence is not taken for service', async () => {
    process.kill(load.pid, 'SIGKILL');
    await expect(
      seen('the end of the load', () => {
        load.mustRun();
        return false;
      }),
    ).rejects.toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({ message: expect.stringContaining('The load ended by itself') }),
      }),
    );
  });
});
