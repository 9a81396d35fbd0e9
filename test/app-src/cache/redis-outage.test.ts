import { setTimeout as sleep } from 'node:timers/promises';
import { cacheKey } from '../../../app-src/src/cache/cache-key.ts';
import { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { awayError, Replica } from './replica.ts';

describe('reads while Redis fails', () => {
  let redis: Redis;
  let replica: Replica;

  beforeEach(async () => {
    redis = await Redis.start();
    replica = await Replica.start(redis);
  });

  afterEach(async () => {
    replica.stop();
    await redis.remove();
  });

  async function timed<Result>(
    work: () => Promise<Result>,
  ): Promise<{ result: Result; milliseconds: number }> {
    const start = performance.now();
    return { result: await work(), milliseconds: performance.now() - start };
  }

  it('go to the database at once when it was killed, still once for all who come together', async () => {
    await replica.read({ load: async () => 'A' });
    await redis.kill();
    await waitUntil('the loss to be noticed', async () =>
      replica.cache.client.status === 'ready' ? undefined : true,
    );
    let loads = 0;
    const load = async () => {
      loads += 1;
      await sleep(50);
      return 'B';
    };
    const { result, milliseconds } = await timed(() =>
      Promise.all(Array.from({ length: 100 }, () => replica.read({ load }))),
    );
    expect(result.every(({ value, from }) => value === 'B' && from === 'source')).toBe(true);
    expect(loads).toBe(1);
    expect(milliseconds).toBeLessThan(300);
    expect(replica.readThrough.counters.counts.bypass).toBeGreaterThan(0);
  });

  it('are slowed by a hung Redis for a quarter of a second, once', async () => {
    await replica.read({ load: async () => 'A' });
    await redis.hang();
    const first = await timed(() => replica.read({ load: async () => 'B' }));
    expect(first.result.value).toBe('B');
    expect(first.milliseconds).toBeLessThan(700);
    const next = await timed(() => replica.read({ load: async () => 'C' }));
    expect(next.result.value).toBe('C');
    expect(next.milliseconds).toBeLessThan(200);
  });

  it('end in time when it freezes between the question and the answer', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const reading = timed(() => replica.read({ load: () => promise }));
    await sleep(50);
    await redis.hang();
    resolve('A');
    const { result, milliseconds } = await reading;
    expect(result.value).toBe('A');
    expect(milliseconds).toBeLessThan(700);
  });

  it('use it again after it has come back', async () => {
    await redis.kill();
    expect((await replica.read({ load: async () => 'A' })).value).toBe('A');
    await redis.start();
    await replica.usesRedis();
    await replica.read({ load: async () => 'B' });
    expect(await replica.read({ load: async () => 'C' })).toMatchObject({ value: 'B', from: 'cache' });
  });

  it('go on with the last known copy when the database is away as well', async () => {
    await replica.read({ load: async () => 'A' });
    await redis.kill();
    await sleep(1_100);
    const away = () => Promise.reject(awayError());
    const stale = await replica.read({ load: away });
    expect(stale).toMatchObject({ value: 'A', from: 'stale' });
    expect(stale.ageSeconds).toBeGreaterThanOrEqual(1);
    await expect(replica.read({ key: 'never read', load: away })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('work in a Redis that is full, where nothing can be kept', async () => {
    await replica.cache.client.config('SET', 'maxmemory-policy', 'noeviction');
    await replica.cache.client.config('SET', 'maxmemory', '1');
    const { result, milliseconds } = await timed(() => replica.read({ load: async () => 'A' }));
    expect(result.value).toBe('A');
    expect(milliseconds).toBeLessThan(200);
  });

  it.each([
    ['no JSON', 'ÿþ garbage'],
    ['cut short', '{"server":"x","generation":"y","loadedAt":1,"fresh'],
    ['foreign JSON', '["something", "else"]'],
    ['a value of another shape', undefined],
  ])('take %s in Redis for a miss', async (_what, damage) => {
    await replica.read({ load: async () => 'A' });
    const [entry = ''] = await replica.cache.client.keys('holdfast:entry:templates:*:team:one');
    const stored = (await replica.cache.client.get(entry)) ?? '';
    await replica.cache.client.set(entry, damage ?? stored.replace('"id":"a"', '"id":7'));
    expect(await replica.read({ load: async () => 'B' })).toMatchObject({ value: 'B', from: 'source' });
  });

  it('take a key of another type in Redis for a miss', async () => {
    await replica.read({ load: async () => 'A' });
    const [entry = ''] = await replica.cache.client.keys('holdfast:entry:templates:*:team:one');
    await replica.cache.client.del(entry);
    await replica.cache.client.lpush(entry, 'foreign');
    expect((await replica.read({ load: async () => 'B' })).value).toBe('B');
    expect((await replica.read({ load: async () => 'C' })).from).toBe('cache');
  });

  it('do not fail when invalidations cannot be told', async () => {
    await redis.kill();
    await expect(replica.readThrough.invalidate(cacheKey('templates', 'team'))).resolves.toBeUndefined();
  });
});
