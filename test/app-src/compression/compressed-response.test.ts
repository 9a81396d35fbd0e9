import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { acceptedEncoding } from '../../../app-src/src/compression/accepted-encoding.ts';
import type { CompressedFiles } from '../../../app-src/src/compression/compressed-files.ts';
import { compressResponse } from '../../../app-src/src/compression/compressed-response.ts';

const text = 'From question to signed proposal. '.repeat(2_000);

describe('a compressed response', () => {
  const servers: Server[] = [];
  let files: CompressedFiles = new Map();

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
    files = new Map();
  });

  async function listen(answer: RequestListener): Promise<number> {
    const server = createServer((request, response) => {
      compressResponse(request, response, files);
      answer(request, response);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  async function ask(
    answer: RequestListener,
    headers: Record<string, string>,
    { method = 'GET', path = '/' } = {},
  ) {
    const port = await listen(answer);
    const [response] = (await once(get({ port, path, host: '127.0.0.1', headers, method }), 'response')) as [
      IncomingMessage,
    ];
    const body = Buffer.concat(await response.toArray());
    return { status: response.statusCode, headers: response.headers, body };
  }

  const page: RequestListener = (_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('ETag', '"1"');
    response.end(text);
  };

  it('is brotli for a client that takes it', async () => {
    const { headers, body } = await ask(page, { 'Accept-Encoding': 'gzip, deflate, br, zstd' });
    expect(headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding', etag: 'W/"1"' });
    expect(headers['content-length']).toBeUndefined();
    expect(brotliDecompressSync(body).toString()).toBe(text);
    expect(body.length).toBeLessThan(text.length / 10);
  });

  it('of a file that is compressed already is that copy, with its length', async () => {
    const copy = brotliCompressSync(text);
    files = new Map([['/_next/static/chunks/1.js', copy]]);
    const script: RequestListener = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/javascript', 'Content-Length': text.length });
      response.write(text.slice(0, 1_000));
      response.end(text.slice(1_000));
    };
    const address = '/_next/static/chunks/1.js?dpl=1';
    const { headers, body } = await ask(script, { 'Accept-Encoding': 'gzip, br' }, { path: address });
    expect(headers).toMatchObject({ 'content-encoding': 'br', 'content-length': String(copy.length) });
    expect(body.equals(copy)).toBe(true);
    const other = await ask(script, { 'Accept-Encoding': 'gzip' }, { path: address });
    expect(gunzipSync(other.body).toString()).toBe(text);
    const gone: RequestListener = (_request, response) => {
      response.writeHead(404, { 'Content-Type': 'text/plain' });
      response.end(text);
    };
    const missing = await ask(gone, { 'Accept-Encoding': 'br' }, { path: address });
    expect(brotliDecompressSync(missing.body).toString()).toBe(text);
  });

  it('is gzip for a client that takes nothing better', async () => {
    const { headers, body } = await ask(page, { 'Accept-Encoding': 'gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).toString()).toBe(text);
  });

  it('is plain for a client that takes neither, with its length, and caches are told why', async () => {
    const { headers, body } = await ask(page, {});
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers).toMatchObject({
      vary: 'Accept-Encoding',
      'content-length': String(text.length),
      etag: '"1"',
    });
    expect(body.toString()).toBe(text);
  });

  it('keeps other reasons to vary', async () => {
    const { headers } = await ask(
      (request, response) => {
        response.setHeader('Vary', 'Cookie');
        page(request, response);
      },
      { 'Accept-Encoding': 'br' },
    );
    expect(headers.vary).toBe('Cookie, Accept-Encoding');
  });

  it.each<[string, RequestListener]>([
    ['a small body', (_request, response) => response.setHeader('Content-Type', 'text/html').end('small')],
    ['an image', (_request, response) => response.setHeader('Content-Type', 'image/avif').end(text)],
    [
      'a body that is encoded already',
      (_request, response) =>
        response.setHeader('Content-Type', 'text/css').setHeader('Content-Encoding', 'zstd').end(text),
    ],
    [
      'a body that must not be changed',
      (_request, response) =>
        response.setHeader('Content-Type', 'text/css').setHeader('Cache-Control', 'no-transform').end(text),
    ],
    [
      'a part of a body',
      (_request, response) => response.writeHead(206, { 'Content-Type': 'text/html' }).end(text),
    ],
  ])('leaves %s as it is', async (_what, answer) => {
    const { headers, body } = await ask(answer, { 'Accept-Encoding': 'br' });
    expect([undefined, 'zstd']).toContain(headers['content-encoding']);
    expect([text, 'small']).toContain(body.toString());
  });

  it('sends no body where there must be none', async () => {
    const nothing = await ask((_request, response) => void response.writeHead(304).end(), {
      'Accept-Encoding': 'br',
    });
    expect([nothing.status, nothing.body.length]).toEqual([304, 0]);
    const head = await ask(page, { 'Accept-Encoding': 'br' }, { method: 'HEAD' });
    expect([head.status, head.body.length]).toEqual([200, 0]);
  });

  it('sends events as they happen', async () => {
    const port = await listen(async (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
    });
    const [response] = (await once(
      get({ port, host: '127.0.0.1', headers: { 'Accept-Encoding': 'br' } }),
      'response',
    )) as [IncomingMessage];
    const [first] = (await once(response, 'data')) as [Buffer];
    expect(first.toString()).toBe('data: 1\n\n');
    response.destroy();
  });

  it('passes a long body on in order, no faster than the client reads, however it is written', async () => {
    const chunk = Buffer.from(Array.from({ length: 65_536 }, (_, index) => (index * 7_919) % 251));
    const chunks = 400;
    let taken = 0;
    const port = await listen((_request, response) => {
      response.setHeader('Content-Type', 'application/json');
      const source = Readable.from(
        (function* () {
          for (; taken < chunks; taken += 1) {
            const next = Buffer.from(chunk);
            // Random parts, so that it hardly shrinks and fills the socket.
            crypto.getRandomValues(next.subarray(8));
            next.writeUInt32BE(taken, 0);
            yield next;
          }
        })(),
        { objectMode: false },
      );
      source.pipe(response);
    });
    const [response] = (await once(
      get({ port, host: '127.0.0.1', headers: { 'Accept-Encoding': 'gzip' } }),
      'response',
    )) as [IncomingMessage];
    response.pause();
    await sleep(500);
    expect(taken).toBeLessThan(chunks);
    const body = gunzipSync(Buffer.concat(await response.toArray()));
    expect(body.length).toBe(chunks * chunk.length);
    for (let index = 0; index < chunks; index += 1) {
      expect(body.readUInt32BE(index * chunk.length)).toBe(index);
    }
  });

  it('frees its encoder when the client goes', async () => {
    let destroyed = false;
    const port = await listen((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.write(text);
      response.once('close', () => {
        destroyed = true;
        expect(() => response.write(text)).not.toThrow();
      });
    });
    const request = get({ port, host: '127.0.0.1', headers: { 'Accept-Encoding': 'br' } });
    request.on('error', () => undefined);
    await sleep(100);
    request.destroy();
    await sleep(200);
    expect(destroyed).toBe(true);
  });
});

describe('the encoding for a client', () => {
  it.each([
    ['br', 'br'],
    ['gzip, br', 'br'],
    ['gzip;q=1.0, br;q=0.1', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['GZIP', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['*;q=0', undefined],
    ['identity', undefined],
    ['deflate', undefined],
    ['', undefined],
    ['br;q=nonsense', undefined],
  ])('that sends "%s" is %s', (header, encoding) => {
    expect(acceptedEncoding(header)).toBe(encoding);
  });
});
