import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../../services/wait-until.ts';
import { type AppEnvironment, AppServer, appFolder } from '../app-server.ts';
import { publicOrigin, replicaEnvironment, type Stores, startStores } from '../replica-pair.ts';
import { Visitor } from '../visitor.ts';
import { Receiver } from './receiver.ts';

const token = 'a-token-for-tests-of-at-least-24-characters';
const traceId = '0af7651916cd43dd8448eb211c80319c';

jest.setTimeout(60_000);

let stores: Stores;
let receiver: Receiver;
let app: AppServer;
const visitor = new Visitor();

function environment(): AppEnvironment {
  return {
    ...replicaEnvironment(stores),
    SHUTDOWN_DRAIN_SECONDS: '0',
    APP_VERSION: 'release-7',
    AWS_REGION: 'eu-west-1',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_TRACES_SAMPLER_ARG: '1',
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
    METRICS_TOKEN: token,
    // Nothing listens there: their circuits are reported all the same.
    CRM_URL: 'http://127.0.0.1:9',
    CRM_TOKEN_URL: 'http://127.0.0.1:9/token',
    CRM_CLIENT_ID: 'client',
    CRM_CLIENT_SECRET: 'a-secret-for-tests',
  };
}

beforeAll(async () => {
  [stores, receiver] = await Promise.all([startStores(), Receiver.start()]);
  app = await AppServer.start(environment());
  await app.becomes('ready');
  await visitor.signIn(app.origin);
}, 240_000);

afterAll(async () => {
  await app?.stop();
  receiver?.close();
  await stores?.remove();
});

async function scrape(authorization?: string): Promise<Response> {
  return fetch(`${app.origin}/api/metrics`, {
    headers: authorization === undefined ? {} : { authorization },
  });
}

/** The value of the series of a metric whose labels contain all of `labels`; 0 when there is none. */
async function series(metric: string, labels: Readonly<Record<string, string>>): Promise<number> {
  const wanted = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  const lines = (await (await scrape(`Bearer ${token}`)).text()).split('\n');
  return lines
    .filter((line) => line.startsWith(`${metric}{`) && wanted.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

/** Lines of the log as objects. */
const logged = () =>
  app.process.output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

function report(
  address: string,
  json: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(app.origin + address, {
    method: 'POST',
    headers: {
      Origin: publicOrigin,
      'Content-Type': 'application/json',
      'User-Agent': 'Mozilla/5.0 (iPhone) Mobile Safari',
      ...headers,
    },
    body: JSON.stringify(json),
  });
}

describe('the telemetry of the production app', () => {
  it('T5: sends the trace that the caller began, with its calls to PostgreSQL and Redis', async () => {
    const response = await fetch(`${app.origin}/api/proposals?limit=7`, {
      headers: { ...visitor.headers, traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    });
    expect(response.status).toBe(200);
    const sent = await waitUntil(
      'the trace to arrive',
      async () => receiver.traces.find((bytes) => bytes.includes(Buffer.from(traceId, 'hex'))),
      15_000,
    );
    for (const text of [
      'holdfast-app',
      'release-7',
      'eu-west-1',
      'GET /api/proposals',
      'postgresql SELECT',
      'redis ',
    ]) {
      expect([text, sent.includes(text)]).toEqual([text, true]);
    }
  });

  it('T5: sends metrics, and shows them to a scraper with the token alone', async () => {
    await waitUntil('metrics to arrive', async () =>
      receiver.metrics.some((bytes) => bytes.includes('holdfast.api.duration')) ? true : undefined,
    );
    for (const authorization of [undefined, '', 'Bearer', `Bearer ${token}x`, `Basic ${token}`]) {
      const refused = await scrape(authorization);
      expect([authorization, refused.status]).toEqual([authorization, 404]);
      expect(await refused.text()).not.toContain('holdfast_');
    }
    const response = await scrape(`Bearer ${token}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    for (const name of [
      'http_server_request_duration_bucket',
      'http_server_active_requests',
      'holdfast_api_duration_bucket{operation="listProposals"',
      'holdfast_cache_requests_total',
      'db_client_operation_duration_bucket{db_system_name="postgresql"',
      'holdfast_database_places 5',
      'nodejs_eventloop_delay_p99',
      'process_memory_heap',
      'process_open_sockets',
      'holdfast_circuit_state{policy="crm"} 0',
    ]) {
      expect([name, text.includes(name)]).toEqual([name, true]);
    }
  });

  it('reports no metric that its document does not explain', async () => {
    const document = await readFile(path.join(appFolder, '../docs/application.md'), 'utf8');
    const explained = [...document.matchAll(/^\| `([a-z][a-z0-9._]+)` \|/gm)].map(([, name]) =>
      name?.replaceAll('.', '_'),
    );
    const text = await (await scrape(`Bearer ${token}`)).text();
    const reported = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name?.replace(/_total$/, ''));
    expect(reported.length).toBeGreaterThan(15);
    expect(reported.filter((name) => name !== 'target_info' && !explained.includes(name))).toEqual([]);
  });

  it('T5: follows the statements of transactions as well', async () => {
    const labels = { db_system_name: 'postgresql', db_operation_name: 'INSERT', outcome: 'answered' };
    const before = await series('db_client_operation_duration_count', labels);
    const response = await fetch(`${app.origin}/api/me`, {
      method: 'PATCH',
      headers: { ...visitor.headers, 'Idempotency-Key': 'key-of-this-test' },
      body: JSON.stringify({ name: 'Sam Rivera' }),
    });
    expect(response.status).toBe(200);
    // The record of the answer, which is written in the transaction of the change.
    expect(await series('db_client_operation_duration_count', labels)).toBe(before + 1);
  });

  it('T5: puts the request, its trace and the defect on the lines of the log, and counts the failure', async () => {
    await stores.postgres.kill();
    await app.becomes('degraded');
    const response = await fetch(`${app.origin}/api/me`, {
      method: 'PATCH',
      headers: {
        ...visitor.headers,
        'X-Request-Id': 'request-of-this-test',
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
      body: JSON.stringify({ name: 'Nobody' }),
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('x-request-id')).toBe('request-of-this-test');
    await stores.postgres.start();
    await app.becomes('ready');
    const ofRequest = logged().filter(({ requestId }) => requestId === 'request-of-this-test');
    expect(ofRequest.find(({ operation }) => operation === 'changeMe')).toMatchObject({
      level: 'warn',
      traceId,
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(
      await series('holdfast_errors_total', { route: 'changeMe', code: 'database-unavailable' }),
    ).toBeGreaterThan(0);
  });

  it.each([
    ['of a version that cannot be', `ff-${traceId}-b7ad6b7169203331-01`],
    ['of zeros', '00-00000000000000000000000000000000-b7ad6b7169203331-01'],
    ['with more than its version has', `00-${traceId}-b7ad6b7169203331-01-more`],
    ['in capital letters', `00-${traceId.toUpperCase()}-b7ad6b7169203331-01`],
    ['that is none', "'; drop table users; --"],
  ])('begins a trace of its own for a header %s', async (_, traceparent) => {
    const before = logged().length;
    const message = `Of ${traceparent}`;
    await report('/api/browser-errors', { name: 'Error', message, page: '/' }, { traceparent });
    const [line] = logged().slice(before);
    expect(line).toMatchObject({ traceId: expect.stringMatching(/^(?!0{32})[0-9a-f]{32}$/) });
    expect(line?.traceId).not.toBe(traceId);
  });

  it('B5: counts and names slow statements, without their values', async () => {
    const before = await series('holdfast_database_slow_statements_total', { operation: 'UPDATE' });
    const client = stores.postgres.connect();
    try {
      const change = client.begin(async (transaction) => {
        await transaction`select id from users where email = 'sales@holdfast.example' for update`;
        await sleep(400);
      });
      await sleep(100);
      const response = await visitor.send(app.origin, 'PATCH', '/api/me', { name: 'Slow Loris' });
      expect(response.status).toBe(200);
      await change;
    } finally {
      await client.end();
    }
    expect(await series('holdfast_database_slow_statements_total', { operation: 'UPDATE' })).toBe(before + 1);
    const line = logged().find(({ msg }) => msg === 'A statement was slow.');
    expect(line).toMatchObject({ statement: expect.stringMatching(/^update "users" set/) });
    expect(JSON.stringify(line)).not.toContain('Loris');
  });

  it('F1: takes in web vitals of real browsers by page and device, so that 95 of 100 can be read', async () => {
    for (let visit = 0; visit < 20; visit += 1) {
      const value = visit === 0 ? 3_900 : 900;
      expect((await report('/api/web-vitals', { name: 'LCP', value, page: '/proposals/:id' })).status).toBe(
        204,
      );
    }
    await report('/api/web-vitals', { name: 'CLS', value: 0.02, page: '/dashboard' });
    const labels = { vital: 'LCP', page: '/proposals/:id', device: 'phone' };
    const within = (le: string) => series('holdfast_web_vitals_duration_bucket', { ...labels, le });
    expect([await within('750'), await within('1000'), await within('+Inf')]).toEqual([0, 19, 20]);
    expect(await series('holdfast_web_vitals_layout_shift_bucket', { page: '/dashboard', le: '0.025' })).toBe(
      1,
    );
  });

  it('counts made-up pages as one, and refuses what is no measurement', async () => {
    for (const page of ['/made-up', '/proposals/0190', '<script>']) {
      await report('/api/web-vitals', { name: 'FCP', value: 1, page });
    }
    expect(await series('holdfast_web_vitals_duration_count', { vital: 'FCP', page: 'other' })).toBe(3);
    for (const wrong of [
      { name: 'FID', value: 1, page: '/' },
      { name: 'LCP', value: -1, page: '/' },
      { name: 'LCP', value: 1e9, page: '/' },
      { name: 'CLS', value: '1', page: '/' },
      { name: 'INP', value: 1, page: '/'.repeat(201) },
      [],
    ]) {
      expect([wrong, (await report('/api/web-vitals', wrong)).status]).toEqual([wrong, 400]);
    }
    const long = { name: 'LCP', value: 1, page: '/', more: 'x'.repeat(3_000) };
    expect((await report('/api/web-vitals', long)).status).toBe(413);
  });

  it('T5: tells of an error in a browser once a minute, censored, and stops listening to a flood', async () => {
    const error = {
      name: 'TypeError',
      message: 'no name of ada@holdfast.example in row 7',
      page: '/dashboard',
    };
    expect((await report('/api/browser-errors', error)).status).toBe(204);
    await report('/api/browser-errors', { ...error, message: error.message.replace('7', '8') });
    const lines = logged().filter(
      ({ msg, page }) => msg === 'A page failed in a browser.' && page === '/dashboard',
    );
    expect(lines).toEqual([
      expect.objectContaining({
        page: '/dashboard',
        device: 'phone',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        browserError: { name: 'TypeError', message: 'no name of [e-mail] in row 7' },
      }),
    ]);
    expect(await series('holdfast_browser_errors_total', { page: '/dashboard' })).toBe(2);
    expect((await report('/api/browser-errors', { ...error, stack: 'x'.repeat(20_000) })).status).toBe(413);
    const flood = await Promise.all(Array.from({ length: 70 }, () => report('/api/browser-errors', error)));
    expect(flood.some(({ status }) => status === 429)).toBe(true);
  });

  it.each(['failing', 'hanging'] as const)('T5: serves as before while its receiver is %s', async (mood) => {
    receiver.mood = mood;
    const asked = receiver.asked;
    await waitUntil('an export to be tried', async () => (receiver.asked > asked ? true : undefined));
    for (let turn = 0; turn < 40; turn += 1) {
      expect((await fetch(app.origin)).status).toBe(200);
      expect((await visitor.send(app.origin, 'GET', '/api/me')).status).toBe(200);
    }
    receiver.mood = 'well';
  });

  it.each([
    ['1', 'sends the traces that are left when it stops', true],
    ['0', 'records nothing at a share of 0, whatever the caller asks for', false],
  ])('T5: at a share of %s %s', async (share, _, sent) => {
    const other = await AppServer.start({ ...environment(), OTEL_TRACES_SAMPLER_ARG: share });
    const ownTraceId = `${share}bf7651916cd43dd8448eb211c80319c`;
    try {
      const headers = { traceparent: `00-${ownTraceId}-b7ad6b7169203331-01` };
      expect((await fetch(`${other.origin}/api/me`, { headers })).status).toBe(401);
      other.process.signal('SIGTERM');
      expect(await other.process.exited).toEqual({ code: 0, signal: null });
    } finally {
      await other.stop();
    }
    const bytes = Buffer.from(ownTraceId, 'hex');
    expect(receiver.traces.some((batch) => batch.includes(bytes))).toBe(sent);
  });

  it('T5: keeps a password, a session and an e-mail address out of its log', () => {
    expect(app.process.output).not.toMatch(/holdfast-demo-2026|session_token=[^[]|sales@holdfast/);
  });

  it('A3: stops in time while its receiver hangs', async () => {
    receiver.mood = 'hanging';
    await fetch(app.origin);
    const told = performance.now();
    app.process.signal('SIGTERM');
    expect(await app.process.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - told).toBeLessThan(7_000);
  });
});
