import { waitUntil } from '../../services/wait-until.ts';
import { ObservedApp } from './observed-app.ts';

jest.setTimeout(60_000);

let app: ObservedApp;

beforeAll(async () => {
  app = await ObservedApp.start();
}, 240_000);

afterAll(async () => {
  await app?.remove();
});

describe('the production app without its receiver of telemetry', () => {
  it.each(['failing', 'hanging'] as const)('T5: serves as before while its receiver is %s', async (mood) => {
    app.receiver.mood = mood;
    const asked = app.receiver.asked;
    await waitUntil('an export to be tried', async () => (app.receiver.asked > asked ? true : undefined));
    for (let turn = 0; turn < 40; turn += 1) {
      expect((await fetch(app.server.origin)).status).toBe(200);
      expect((await app.visitor.send(app.server.origin, 'GET', '/api/me')).status).toBe(200);
    }
    app.receiver.mood = 'well';
  });

  it('A3: stops in time while its receiver hangs', async () => {
    app.receiver.mood = 'hanging';
    await fetch(app.server.origin);
    const told = performance.now();
    app.server.process.signal('SIGTERM');
    expect(await app.server.process.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - told).toBeLessThan(7_000);
  });
});
