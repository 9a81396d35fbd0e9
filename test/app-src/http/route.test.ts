import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { methods } from '../../../app-src/src/http/methods.ts';
import { conflict } from '../../../app-src/src/http/problem.ts';
import { maxBodyBytes } from '../../../app-src/src/http/request-body.ts';
import { type RouteHandler, route } from '../../../app-src/src/http/route.ts';
import type { RouteDefinition } from '../../../app-src/src/http/route-definition.ts';
import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { createPeople, people, signIn } from './people.ts';
import { origin, Replica } from './replica.ts';

let postgres: Postgres;
let redis: Redis;
let replica: Replica;
let ben: string;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([Postgres.start(), Redis.start()]);
  replica = await Replica.start(postgres, redis);
  await createPeople(replica);
  ben = await signIn(replica, people.ben);
});

afterAll(async () => {
  await replica?.close();
  await Promise.all([postgres?.remove(), redis?.remove()]);
});

const schema = z.object({ said: z.string() });

function testRoute(parts: Partial<RouteDefinition> & Pick<RouteDefinition, 'handle'>): RouteHandler {
  return route({
    access: 'public',
    operation: { id: 'test', summary: 'For a test', tags: ['test'] },
    responses: { 200: { description: 'Said.', schema } },
    ...parts,
  } as RouteDefinition);
}

const says = (said: string) => testRoute({ handle: () => Promise.resolve({ status: 200, body: { said } }) });

const echo = testRoute({
  body: schema,
  handle: ({ body }) => Promise.resolve({ status: 200, body }),
});

describe('every route', () => {
  it('answers with the request id that it was given when that is well-formed, and a new one otherwise', async () => {
    const idFor = async (given: string) => {
      const headers = { 'X-Request-Id': given };
      return (await replica.send('GET', '/api/test', { handler: says('hello'), headers })).headers.get(
        'x-request-id',
      );
    };
    expect(await idFor('edge-1234:5678')).toBe('edge-1234:5678');
    for (const bad of ['short', '<script>alert(1)</script>', 'a'.repeat(200), 'two words here']) {
      expect(await idFor(bad)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('tells the client nothing of an unexpected error but the request id, and the log the rest', async () => {
    const headers = { 'X-Request-Id': 'edge-1234:9999' };
    const handler = testRoute({ handle: () => Promise.reject(new Error('secret-detail-of-the-inside')) });
    const response = await replica.send('GET', '/api/test', { handler, headers });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(text)).toEqual({
      type: 'urn:holdfast:problem:internal',
      title: 'Something went wrong on our side.',
      status: 500,
      code: 'internal',
      requestId: 'edge-1234:9999',
    });
    expect(replica.log.at(-1)).toContain('secret-detail-of-the-inside');
  });

  it('carries what a problem tells beside its standard members', async () => {
    const handler = testRoute({
      handle: () => Promise.reject(conflict('Newer.', { current: 3, status: 200 })),
    });
    const response = await replica.send('GET', '/api/test', { handler });
    expect(await response.json()).toMatchObject({
      status: 409,
      code: 'conflict',
      detail: 'Newer.',
      current: 3,
    });
  });

  it('leaves out of an answer what its schema does not name', async () => {
    const handler = testRoute({
      handle: () => Promise.resolve({ status: 200, body: { said: 'hello', password: 'hash' } }),
    });
    expect(await (await replica.send('GET', '/api/test', { handler })).json()).toEqual({ said: 'hello' });
  });

  it('answers 500 rather than what does not fit its schema or is not declared', async () => {
    for (const result of [
      { status: 200, body: { said: 1 } },
      { status: 201, body: { said: 'x' } },
    ]) {
      const handler = testRoute({ handle: () => Promise.resolve(result) });
      expect((await replica.send('GET', '/api/test', { handler })).status).toBe(500);
    }
  });

  it('gives up at its deadline and tells its work to stop', async () => {
    let told = false;
    const handler = testRoute({
      deadlineMilliseconds: 50,
      handle: async ({ signal }) => {
        signal.addEventListener('abort', () => {
          told = true;
        });
        await sleep(2_000, undefined, { ref: false });
        return { status: 200 };
      },
    });
    const response = await replica.send('GET', '/api/test', { handler });
    expect([response.status, response.headers.get('retry-after'), told]).toEqual([503, '5', true]);
    expect(await response.json()).toMatchObject({ code: 'deadline-exceeded' });
  });

  it('tells its work to stop when the client goes', async () => {
    const client = new AbortController();
    const begun = Promise.withResolvers<void>();
    const reason = Promise.withResolvers<boolean>();
    const handler = testRoute({
      deadlineMilliseconds: 500,
      handle: ({ signal }) => {
        signal.addEventListener('abort', () => reason.resolve(signal.reason === 'gone'));
        begun.resolve();
        return new Promise(() => undefined);
      },
    });
    const answer = replica.send('GET', '/api/test', { handler, signal: client.signal });
    await begun.promise;
    client.abort('gone');
    expect(await reason.promise).toBe(true);
    await answer;
  });

  it('streams beyond its deadline once the answer has begun', async () => {
    const handler = testRoute({
      deadlineMilliseconds: 50,
      responses: { 200: { description: 'A stream.', mediaType: 'text/event-stream' } },
      handle: ({ signal }) =>
        Promise.resolve({
          status: 200,
          stream: new ReadableStream({
            async start(controller) {
              await sleep(120);
              controller.enqueue(new TextEncoder().encode(signal.aborted ? 'aborted' : 'whole'));
              controller.close();
            },
          }),
        }),
    });
    const response = await replica.send('GET', '/api/test', { handler });
    expect(await response.text()).toBe('whole');
  });

  it('lets a browser keep a private answer and ask whether it has changed', async () => {
    const handler = testRoute({
      access: 'member',
      cache: 'private',
      handle: ({ user }) => Promise.resolve({ status: 200, body: { said: user?.id } }),
    });
    const answer = await replica.send('GET', '/api/test', { handler, cookie: ben });
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(answer.headers.get('vary')).toBe('Cookie');
    const tag = answer.headers.get('etag') ?? '';
    const again = { handler, headers: { 'If-None-Match': tag } };
    const unchanged = await replica.send('GET', '/api/test', { ...again, cookie: ben });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    // Another user who has the tag still gets an answer of their own.
    const other = await replica.send('GET', '/api/test', {
      ...again,
      cookie: await signIn(replica, people.ada),
    });
    expect([other.status, await other.json()]).toEqual([200, { said: 'user-ada' }]);
    // And nobody gets any without a session.
    expect((await replica.send('GET', '/api/test', again)).status).toBe(401);
  });

  it('refuses a member what is for operators', async () => {
    const handler = testRoute({
      access: 'operator',
      handle: () => Promise.resolve({ status: 200, body: { said: 'yes' } }),
    });
    const ada = await signIn(replica, people.ada);
    const statuses = await Promise.all(
      [undefined, ben, ada].map(
        async (cookie) =>
          (await replica.send('GET', '/api/test', { handler, ...(cookie === undefined ? {} : { cookie }) }))
            .status,
      ),
    );
    expect(statuses).toEqual([401, 403, 200]);
  });
});

describe('a body', () => {
  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['text/plain; application/json', 415],
    ['application/json-patch+json', 415],
    ['application/json; charset=utf-8', 200],
    ['APPLICATION/JSON', 200],
  ])('of type %s is answered %i', async (type, status) => {
    const sending = { handler: echo, body: '{"said":"hi"}', headers: { 'Content-Type': type } };
    expect((await replica.send('POST', '/api/test', sending)).status).toBe(status);
  });

  it('that is no JSON is refused with the place', async () => {
    const response = await replica.send('POST', '/api/test', { handler: echo, body: '{"said": "hi",}' });
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toMatch(/the body is not JSON: .*position 14/);
  });

  it.each([
    ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['empty', ''],
    ['a NUL', '{"said":"a\\u0000b"}'],
    ['half of a surrogate pair', '{"said":"a\\ud800b"}'],
    ['of another shape', '{"said":{"$gt":""}}'],
    ['a prototype', '{"__proto__":{"said":"x"}}'],
  ])('that is %s is refused', async (_what, body) => {
    expect((await replica.send('POST', '/api/test', { handler: echo, body })).status).toBe(400);
  });

  it('with a text that only looks like an escaped NUL is taken', async () => {
    const json = { said: 'a literal \\u0000, an emoji \ud83d\ude00 and <b>"quotes"</b>' };
    const response = await replica.send('POST', '/api/test', { handler: echo, json });
    expect(await response.json()).toEqual(json);
  });

  it('names the wrong place as a JSON Pointer', async () => {
    const handler = testRoute({
      body: z.object({ 'a/b': z.array(z.object({ c: z.int() })) }),
      handle: () => Promise.resolve({ status: 200, body: { said: '' } }),
    });
    const response = await replica.send('POST', '/api/test', {
      handler,
      json: { 'a/b': [{ c: 1 }, { c: 'x' }] },
    });
    expect(await response.json()).toMatchObject({ code: 'invalid', errors: [{ at: '/a~1b/1/c' }] });
  });

  it('that says to be too large is refused unread', async () => {
    let pulled = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const headers = { 'Content-Length': String(maxBodyBytes + 1) };
    const response = await replica.send('POST', '/api/test', { handler: echo, body, headers });
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(3);
  });

  it('that never ends is refused at the limit', async () => {
    let pulled = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulled += 64 * 1024;
        controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
      },
    });
    const response = await replica.send('POST', '/api/test', { handler: echo, body });
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(maxBodyBytes + 256 * 1024);
  });
});

describe('a write', () => {
  const write = (headers: Record<string, string | null>) =>
    replica.send('POST', '/api/test', { handler: echo, json: { said: 'hi' }, headers });

  it.each([
    ['another site', { Origin: 'https://evil.example' }],
    ['a sandboxed frame', { Origin: 'null' }],
    ['a look-alike', { Origin: 'https://holdfast.example.evil.example' }],
    ['a part of the name', { Origin: 'https://holdfast.exampl' }],
    ['the product without encryption', { Origin: 'http://holdfast.example' }],
    ['another port', { Origin: 'https://holdfast.example:8443' }],
    [
      'another site that says to be the same',
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' },
    ],
    ['a sister site', { Origin: null, 'Sec-Fetch-Site': 'same-site' }],
    ['the address bar', { Origin: null, 'Sec-Fetch-Site': 'none' }],
    ['nowhere', { Origin: null }],
    [
      'another site that names this host',
      { Origin: 'https://evil.example', Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' },
    ],
  ])('from %s is refused', async (_where, headers) => {
    const response = await write(headers);
    expect([response.status, await response.json()]).toMatchObject([403, { code: 'cross-site' }]);
  });

  it('from a page of the product is taken', async () => {
    expect((await write({ Origin: origin })).status).toBe(200);
    expect((await write({ Origin: null, 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  });
});

describe('a query', () => {
  const handler = testRoute({
    query: z.strictObject({ q: z.string() }),
    handle: ({ query }) => Promise.resolve({ status: 200, body: { said: (query as { q: string }).q } }),
  });

  it.each(['?q=a&q=b', '?q=a%00b', '?other=1&q=a', ''])('of %j is refused', async (query) => {
    expect((await replica.send('GET', `/api/test${query}`, { handler })).status).toBe(400);
  });

  it('is taken as text, whatever it looks like', async () => {
    const q = "'; drop table users; -- <script>";
    const response = await replica.send('GET', `/api/test?q=${encodeURIComponent(q)}`, { handler });
    expect(await response.json()).toEqual({ said: q });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('an address', () => {
  it('without a route answers with a problem', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await replica.send(method, '/api/none/of/this');
      expect([method, response.status, await response.json()]).toMatchObject([
        method,
        404,
        { code: 'not-found' },
      ]);
    }
  });

  it('answers a method that it does not take with those that it takes', async () => {
    const { DELETE } = methods({ GET: says('a'), PATCH: says('b') });
    const response = await DELETE(new Request(`${origin}/api/test`, { method: 'DELETE' }));
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, PATCH, HEAD, OPTIONS']);
    expect(await response.json()).toMatchObject({ code: 'method-not-allowed' });
  });
});

describe('a limit', () => {
  const limited = (onFailure: 'allow' | 'refuse', id: string) =>
    testRoute({
      access: 'member',
      operation: { id, summary: 'Limited', tags: ['test'] },
      limit: { points: 5, seconds: 60, onFailure },
      handle: () => Promise.resolve({ status: 200, body: { said: 'yes' } }),
    });

  async function statuses(handler: RouteHandler, times: number, cookie = ben): Promise<number[]> {
    const all: number[] = [];
    for (let count = 0; count < times; count += 1) {
      all.push((await replica.send('GET', '/api/test', { handler, cookie })).status);
    }
    return all;
  }

  it('is counted per user and says when to come back', async () => {
    const handler = limited('allow', 'limited');
    expect(await statuses(handler, 6)).toEqual([200, 200, 200, 200, 200, 429]);
    const refused = await replica.send('GET', '/api/test', { handler, cookie: ben });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(await statuses(handler, 1, await signIn(replica, people.ada))).toEqual([200]);
  });

  it('lets reads through while Redis is away, and is stricter where abuse would pay', async () => {
    await redis.kill();
    expect(await statuses(limited('allow', 'open'), 7)).toEqual(Array.from({ length: 7 }, () => 200));
    expect(await statuses(limited('refuse', 'closed'), 3)).toEqual([200, 429, 429]);
    await redis.start();
    await replica.becomes('ready');
  });
});
