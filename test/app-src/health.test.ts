import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Postgres } from '../services/postgres.ts';
import { Redis } from '../services/redis.ts';
import { AppServer, environmentFor } from './app-server.ts';

/** The longest that a readiness answer may take: its own limit of 1 s, and as much again for a busy machine. */
const answerLimitMilliseconds = 2_000;

/** What a killed server is seen as: first its connections end, then new ones are refused. */
const connectionGone = /^connection (lost|refused)$/;

jest.setTimeout(30_000);

describe('A2: the health endpoints of the production app, with a real PostgreSQL and a real Redis', () => {
  let postgres: Postgres;
  let redis: Redis;
  let app: AppServer;

  beforeAll(async () => {
    postgres = await Postgres.start();
    redis = await Redis.start();
    app = await AppServer.start(environmentFor(postgres, redis));
  }, 120_000);

  afterAll(async () => {
    await app?.stop();
    await redis?.remove();
    await postgres?.remove();
  });

  it('A2: is ready, and says how quickly each dependency answered and how long ago', async () => {
    const { status, headers, body } = await app.becomes('ready');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('retry-after')).toBeNull();
    const up = {
      status: 'up',
      latencyMilliseconds: expect.any(Number),
      ageMilliseconds: expect.any(Number),
    };
    expect(body).toEqual({ status: 'ready', checks: { database: up, cache: up } });
  });

  it('A2: looks at each dependency at most once a second, however many ask', async () => {
    const client = postgres.connect();
    const transactions = async () => {
      const [row] = await client<{ count: string }[]>`
        select xact_commit as count from pg_stat_database where datname = ${postgres.database}`;
      return Number(row?.count);
    };
    try {
      const before = await transactions();
      const answers = await Promise.all(Array.from({ length: 200 }, () => app.readiness()));
      expect(answers.every((answer) => answer.status === 200)).toBe(true);
      await sleep(1_200);
      expect((await transactions()) - before).toBeLessThan(20);
    } finally {
      await client.end();
    }
  });

  it('A2: stays ready but degraded while Redis is away, and recovers without a restart', async () => {
    await redis.kill();
    const { status, body } = await app.becomes('degraded');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      checks: {
        database: { status: 'up' },
        cache: { status: 'down', cause: expect.stringMatching(connectionGone) },
      },
    });
    await redis.start();
    expect((await app.becomes('ready')).status).toBe(200);
  });

  it('A2: answers in time and stays degraded while Redis hangs', async () => {
    await redis.hang();
    const { status, milliseconds } = await app.becomes('degraded');
    expect(status).toBe(200);
    expect(milliseconds).toBeLessThan(answerLimitMilliseconds);
    await redis.continue();
    await app.becomes('ready');
  });

  it('A2: stays ready but degraded while PostgreSQL is away, and recovers without a restart', async () => {
    await postgres.kill();
    const { status, headers, body } = await app.becomes('degraded');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      checks: {
        database: { status: 'down', cause: expect.stringMatching(connectionGone) },
        cache: { status: 'up' },
      },
    });
    await postgres.start();
    expect((await app.becomes('ready')).status).toBe(200);
  });

  it('A2: is alive while both are away, and shows nobody where they are', async () => {
    await Promise.all([postgres.kill(), redis.kill()]);
    await app.becomes('degraded');
    const liveness = await app.liveness();
    expect(liveness.status).toBe(200);
    expect(liveness.body).toEqual({ status: 'alive', draining: false });
    const shown = JSON.stringify((await app.readiness()).body);
    expect(shown).not.toMatch(/127\.0\.0\.1|holdfast|Error|\bat\b/);
    expect(shown).not.toContain(postgres.password);
    await Promise.all([postgres.start(), redis.start()]);
    await app.becomes('ready');
  });

  it('A2: answers in time while PostgreSQL hangs, collects no connections, and recovers without a restart', async () => {
    await postgres.hang();
    // Longer than the 5 s after which the pool is dropped and opened anew.
    const end = performance.now() + 8_000;
    let unanswered = 0;
    while (performance.now() < end) {
      const answer = await app.readiness();
      expect(answer.milliseconds).toBeLessThan(answerLimitMilliseconds);
      expect(answer.status).toBe(200);
      expect((await app.liveness()).status).toBe(200);
      unanswered += JSON.stringify(answer.body).includes('no answer in time') ? 1 : 0;
      expect(await connectionsHeldTo(postgres.port)).toBeLessThanOrEqual(1);
      await sleep(100);
    }
    expect(unanswered).toBeGreaterThan(3);
    await postgres.continue();
    await app.becomes('ready');
  });

  it('A2: keeps secrets and stack traces out of every answer, and the password out of the log', () => {
    expect(app.process.output).not.toContain(postgres.password);
  });
});

/** How many TCP connections to a port of this machine a process holds, in any state. */
async function connectionsHeldTo(port: number): Promise<number> {
  const remotePort = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const [, ...rows] = (await readFile('/proc/net/tcp', 'utf8')).trim().split('\n');
  return rows.filter((row) => {
    const [, , remoteAddress, , , , , , , inode] = row.trim().split(/\s+/);
    // The kernel keeps closed connections for a while, without an inode.
    return remoteAddress?.endsWith(remotePort) && inode !== '0';
  }).length;
}
