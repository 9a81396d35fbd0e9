import { Cache } from '../../app-src/src/cache/cache.ts';
import { failureCause } from '../../app-src/src/health/failure-cause.ts';
import { createLogger } from '../../app-src/src/logging/logger.ts';
import { Redis } from '../services/redis.ts';
import { waitUntil } from '../services/wait-until.ts';

describe('the connection to a real Redis', () => {
  let redis: Redis;
  let log: string;

  beforeEach(async () => {
    log = '';
    redis = await Redis.start(['--requirepass', 'token-1']);
  });

  afterEach(async () => {
    await redis?.remove();
  });

  /** Runs `use` with a connected cache and closes it afterwards. */
  async function withCache(
    authToken: string | undefined,
    use: (cache: Cache) => Promise<void>,
  ): Promise<void> {
    const logger = createLogger('info', {
      write: (line) => {
        log += line;
      },
    });
    const cache = new Cache({ host: redis.host, port: redis.port, tls: false, authToken }, logger);
    cache.connect();
    try {
      await use(cache);
    } finally {
      cache.close();
    }
  }

  const answer = (cache: Cache) =>
    cache.ping().then(
      () => 'answered',
      (error) => failureCause(error),
    );

  const becomes = (cache: Cache, expected: string) =>
    waitUntil(`Redis to be "${expected}"`, async () =>
      (await answer(cache)) === expected ? true : undefined,
    );

  it('is made with the right token, and says so without the token', async () => {
    await withCache('token-1', async (cache) => {
      await becomes(cache, 'answered');
      expect(log).toContain('Redis is connected.');
      expect(log).not.toContain('token-1');
    });
  });

  it.each(['wrong', undefined])('tells apart a server that refuses the token %s', async (token) => {
    await withCache(token, (cache) => becomes(cache, 'credentials refused').then(() => undefined));
  });

  it('fails commands at once while Redis is away, logs its absence once, and comes back by itself', async () => {
    await withCache('token-1', async (cache) => {
      await becomes(cache, 'answered');
      await redis.kill();
      await becomes(cache, 'connection refused');
      const start = performance.now();
      const failures = await Promise.allSettled(Array.from({ length: 100 }, () => cache.client.get('key')));
      expect(failures.every((failure) => failure.status === 'rejected')).toBe(true);
      expect(performance.now() - start).toBeLessThan(500);
      expect(log.match(/Redis is away/g)).toHaveLength(1);
      await redis.start();
      await becomes(cache, 'answered');
    });
  });
});
