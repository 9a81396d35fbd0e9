import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { waitUntil } from '../../services/wait-until.ts';
import { AppServer, appFolder } from '../app-server.ts';
import { metricsToken, ObservedApp, traceId } from './observed-app.ts';

jest.setTimeout(60_000);

let app: ObservedApp;

beforeAll(async () => {
  app = await ObservedApp.start();
}, 240_000);

afterAll(async () => {
  await app?.remove();
});

describe('the traces and metrics of the production app', () => {
  it('T5: sends the trace that the caller began, with its calls to PostgreSQL and Redis', async () => {
    const response = await fetch(`${app.server.origin}/api/proposals?limit=7`, {
      headers: { ...app.visitor.headers, traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    });
    expect(response.status).toBe(200);
    const sent = await waitUntil(
      'the trace to arrive',
      async () => app.receiver.traces.find((bytes) => bytes.includes(Buffer.from(traceId, 'hex'))),
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
      app.receiver.metrics.some((bytes) => bytes.includes('holdfast.api.duration')) ? true : undefined,
    );
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      `Bearer ${metricsToken}x`,
      `Basic ${metricsToken}`,
    ]) {
      const refused = await app.scrape(authorization);
      expect([authorization, refused.status]).toEqual([authorization, 404]);
      expect(await refused.text()).not.toContain('holdfast_');
    }
    const response = await app.scrape(`Bearer ${metricsToken}`);
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
    const text = await (await app.scrape(`Bearer ${metricsToken}`)).text();
    const reported = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name?.replace(/_total$/, ''));
    expect(reported.length).toBeGreaterThan(15);
    expect(reported.filter((name) => name !== 'target_info' && !explained.includes(name))).toEqual([]);
  });

  it('T5: follows the statements of transactions as well', async () => {
    const labels = { db_system_name: 'postgresql', db_operation_name: 'INSERT', outcome: 'answered' };
    const before = await app.series('db_client_operation_duration_count', labels);
    const response = await fetch(`${app.server.origin}/api/me`, {
      method: 'PATCH',
      headers: { ...app.visitor.headers, 'Idempotency-Key': 'key-of-this-test' },
      body: JSON.stringify({ name: 'Sam Rivera' }),
    });
    expect(response.status).toBe(200);
    // The record of the answer, which is written in the transaction of the change.
    expect(await app.series('db_client_operation_duration_count', labels)).toBe(before + 1);
  });

  it.each([
    ['1', 'sends the traces that are left when it stops', true],
    ['0', 'records nothing at a share of 0, whatever the caller asks for', false],
  ])('T5: at a share of %s %s', async (share, _, sent) => {
    const other = await AppServer.start({ ...app.environment(), OTEL_TRACES_SAMPLER_ARG: share });
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
    expect(app.receiver.traces.some((batch) => batch.includes(bytes))).toBe(sent);
  });
});
