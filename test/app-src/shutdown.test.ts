import { setTimeout as sleep } from 'node:timers/promises';
import { Postgres } from '../services/postgres.ts';
import { Redis } from '../services/redis.ts';
import { AppServer, environmentFor } from './app-server.ts';

describe('A3: stopping the production app', () => {
  let postgres: Postgres;
  let redis: Redis;
  let app: AppServer | undefined;

  beforeAll(async () => {
    postgres = await Postgres.start();
    redis = await Redis.start();
  }, 120_000);

  afterEach(async () => {
    await app?.stop();
  });

  afterAll(async () => {
    await redis?.remove();
    await postgres?.remove();
  });

  async function start(changes: Record<string, string>): Promise<AppServer> {
    app = await AppServer.start({ ...environmentFor(postgres, redis), ...changes });
    await app.becomes('ready');
    return app;
  }

  it('A3: fails readiness on SIGTERM, serves on through the drain, and exits with 0', async () => {
    const server = await start({ SHUTDOWN_DRAIN_SECONDS: '2' });
    const told = performance.now();
    server.process.signal('SIGTERM');

    const { status, headers, body } = await server.becomes('not ready');
    expect(status).toBe(503);
    expect(body).toEqual({ status: 'not ready', reason: 'shutting down' });
    expect(headers.get('retry-after')).toBe('5');
    // A request that still comes is served, and its client is sent elsewhere for the next one.
    expect((await server.liveness()).body).toEqual({ status: 'alive', draining: true });
    const page = await fetch(server.origin);
    expect(page.status).toBe(200);
    expect(page.headers.get('connection')).toBe('close');

    expect(await server.process.exited).toEqual({ code: 0, signal: null });
    const seconds = (performance.now() - told) / 1_000;
    expect(seconds).toBeGreaterThan(1.9);
    expect(seconds).toBeLessThan(6);
  }, 120_000);

  it('A3: loses no request of clients that keep asking until they are sent away', async () => {
    const server = await start({ SHUTDOWN_DRAIN_SECONDS: '1' });
    let answered = 0;
    const failures: unknown[] = [];
    let sentAway = false;
    const client = async () => {
      while (!sentAway) {
        try {
          const response = await fetch(server.origin);
          await response.arrayBuffer();
          answered += response.status === 200 ? 1 : 0;
        } catch (error) {
          failures.push(error);
        }
      }
    };
    const clients = Array.from({ length: 8 }, client);
    await sleep(300);
    server.process.signal('SIGTERM');
    // A load balancer stops sending within the drain; here after 0.7 s of its 1 s.
    await sleep(700);
    sentAway = true;
    await Promise.all(clients);
    expect(await server.process.exited).toEqual({ code: 0, signal: null });
    expect(failures).toEqual([]);
    expect(answered).toBeGreaterThan(50);
  }, 60_000);

  it('A3: exits within its limit while PostgreSQL and Redis hang', async () => {
    const server = await start({ SHUTDOWN_DRAIN_SECONDS: '0' });
    await Promise.all([postgres.hang(), redis.hang()]);
    try {
      await server.becomes('degraded');
      server.process.signal('SIGTERM');
      const limit = sleep(8_000, 'still running' as const, { ref: false });
      expect(await Promise.race([server.process.exited, limit])).toEqual({ code: 0, signal: null });
    } finally {
      await Promise.all([postgres.continue(), redis.continue()]);
    }
  }, 60_000);

  it('refuses to start without its configuration, with one sentence and exit code 1', async () => {
    app = await AppServer.launch({ ...environmentFor(postgres, redis), DATABASE_HOST: undefined });
    expect(await app.process.exited).toEqual({ code: 1, signal: null });
    const entries = app.process.output.split('\n').filter((line) => line.startsWith('{'));
    expect(entries.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        level: 'fatal',
        msg: 'The app cannot start with this environment: DATABASE_HOST is missing: set it to the host name of PostgreSQL.',
      }),
    ]);
    expect(app.process.output).not.toContain('    at ');
  }, 60_000);

  it('refuses to start where its own signal handling would be overruled', async () => {
    app = await AppServer.launch({ ...environmentFor(postgres, redis), NEXT_MANUAL_SIG_HANDLE: undefined });
    expect((await app.process.exited).code).toBe(1);
    expect(app.process.output).toContain('NEXT_MANUAL_SIG_HANDLE is missing');
  }, 60_000);
});
