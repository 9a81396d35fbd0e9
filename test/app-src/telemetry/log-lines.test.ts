import { setTimeout as sleep } from 'node:timers/promises';
import { ObservedApp, traceId } from './observed-app.ts';

jest.setTimeout(60_000);

let app: ObservedApp;

beforeAll(async () => {
  app = await ObservedApp.start();
}, 240_000);

afterAll(async () => {
  await app?.remove();
});

describe('the log of the production app', () => {
  it('T5: puts the request, its trace and the defect on the lines of the log, and counts the failure', async () => {
    await app.stores.postgres.kill();
    await app.server.becomes('degraded');
    const response = await fetch(`${app.server.origin}/api/me`, {
      method: 'PATCH',
      headers: {
        ...app.visitor.headers,
        'X-Request-Id': 'request-of-this-test',
        traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      },
      body: JSON.stringify({ name: 'Nobody' }),
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('x-request-id')).toBe('request-of-this-test');
    await app.stores.postgres.start();
    await app.server.becomes('ready');
    const ofRequest = app.logged().filter(({ requestId }) => requestId === 'request-of-this-test');
    expect(ofRequest.find(({ operation }) => operation === 'changeMe')).toMatchObject({
      level: 'warn',
      traceId,
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(
      await app.series('holdfast_errors_total', { route: 'changeMe', code: 'database-unavailable' }),
    ).toBeGreaterThan(0);
  });

  it.each([
    ['of a version that cannot be', `ff-${traceId}-b7ad6b7169203331-01`],
    ['of zeros', '00-00000000000000000000000000000000-b7ad6b7169203331-01'],
    ['with more than its version has', `00-${traceId}-b7ad6b7169203331-01-more`],
    ['in capital letters', `00-${traceId.toUpperCase()}-b7ad6b7169203331-01`],
    ['that is none', "'; drop table users; --"],
  ])('begins a trace of its own for a header %s', async (_, traceparent) => {
    const before = app.logged().length;
    const message = `Of ${traceparent}`;
    await app.report('/api/browser-errors', { name: 'Error', message, page: '/' }, { traceparent });
    const [line] = app.logged().slice(before);
    expect(line).toMatchObject({ traceId: expect.stringMatching(/^(?!0{32})[0-9a-f]{32}$/) });
    expect(line?.traceId).not.toBe(traceId);
  });

  it('B5: counts and names slow statements, without their values', async () => {
    const before = await app.series('holdfast_database_slow_statements_total', { operation: 'UPDATE' });
    const client = app.stores.postgres.connect();
    try {
      const change = client.begin(async (transaction) => {
        await transaction`select id from users where email = 'sales@holdfast.example' for update`;
        await sleep(400);
      });
      await sleep(100);
      const response = await app.visitor.send(app.server.origin, 'PATCH', '/api/me', { name: 'Slow Loris' });
      expect(response.status).toBe(200);
      await change;
    } finally {
      await client.end();
    }
    expect(await app.series('holdfast_database_slow_statements_total', { operation: 'UPDATE' })).toBe(
      before + 1,
    );
    const line = app.logged().find(({ msg }) => msg === 'A statement was slow.');
    expect(line).toMatchObject({ statement: expect.stringMatching(/^update "users" set/) });
    expect(JSON.stringify(line)).not.toContain('Loris');
  });

  it('T5: keeps a password, a session and an e-mail address out of its log', () => {
    expect(app.server.process.output).not.toMatch(/holdfast-demo-2026|session_token=[^[]|sales@holdfast/);
  });
});
