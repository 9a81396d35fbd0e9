import { setTimeout as sleep } from 'node:timers/promises';
import { cacheKey } from '../../../app-src/src/cache/cache-key.ts';
import { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { awayError, Replica } from './replica.ts';

describe('a read through the cache', () => {
  let redis: Redis;
  let one: Replica;
  let two: Replica;

  beforeAll(async () => {
    redis = await Redis.start();
  });

  beforeEach(async () => {
    one = await Replica.start(redis);
    two = await Replica.start(redis);
    await one.cache.client.flushall();
  });

  afterEach(() => {
    one.stop();
    two.stop();
  });

  afterAll(async () => {
    await redis.remove();
  });

  it('loads once and serves every replica from then on', async () => {
    expect(await one.read({ load: async () => 'A' })).toEqual({ value: 'A', ageSeconds: 0, from: 'source' });
    expect(await one.read({ load: fails })).toEqual({ value: 'A', ageSeconds: 0, from: 'cache' });
    expect(await two.read({ load: fails })).toEqual({ value: 'A', ageSeconds: 0, from: 'cache' });
    expect(two.readThrough.counters.counts).toMatchObject({ hit: 1, stale: 0 });
  });

  it('loads once for 500 readers of two replicas that come at the same moment', async () => {
    let loads = 0;
    const load = async () => {
      loads += 1;
      await sleep(100);
      return 'A';
    };
    const reads = await Promise.all(
      Array.from({ length: 500 }, (_, index) => (index % 2 ? one : two).read({ load })),
    );
    expect(loads).toBe(1);
    expect(new Set(reads.map(({ value }) => value))).toEqual(new Set(['A']));
  });

  it('lets another replica load when the one that began has died', async () => {
    void one.read({ load: () => new Promise(() => undefined) });
    await waitUntil('the first load to hold the lock', async () =>
      (await two.cache.client.keys('holdfast:lock:*')).length > 0 ? true : undefined,
    );
    const start = performance.now();
    expect((await two.read({ load: async () => 'A' })).value).toBe('A');
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('tells everyone who waits when the load fails, and tries again for the next', async () => {
    const failed = await Promise.allSettled([one.read({ load: fails }), one.read({ load: fails })]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const start = performance.now();
    expect((await two.read({ load: async () => 'A' })).value).toBe('A');
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('does not keep that there is nothing', async () => {
    const nothing = await one.readThrough.get({
      key: cacheKey('templates', 'team', 'missing'),
      freshSeconds: 60,
      staleSeconds: 600,
      load: async () => undefined,
    });
    expect(nothing.value).toBeUndefined();
    const found = await one.read({ key: 'missing', load: async () => 'A' });
    expect(found).toMatchObject({ value: 'A', from: 'source' });
  });

  it('serves a value past its freshness once more, with its age, and loads it anew behind', async () => {
    await one.read({ load: async () => 'A', freshSeconds: 1 });
    await sleep(1_100);
    expect(await one.read({ load: async () => 'B', freshSeconds: 1 })).toEqual({
      value: 'A',
      ageSeconds: 1,
      from: 'stale',
    });
    await waitUntil('the new value', async () =>
      (await two.read({ load: fails, freshSeconds: 1 })).value === 'B' ? true : undefined,
    );
  });

  it('waits for the new value when the old one is far past its freshness', async () => {
    await one.read({ load: async () => 'A', freshSeconds: 1 });
    await sleep(2_100);
    expect(await one.read({ load: async () => 'B', freshSeconds: 1 })).toMatchObject({
      value: 'B',
      from: 'source',
    });
  });

  it('spreads the ends of values that were loaded together', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => one.read({ key: `k${index}`, load: async () => 'A' })),
    );
    const keys = await one.cache.client.keys('holdfast:entry:templates:*:team:k*');
    const texts = await one.cache.client.mget(keys);
    const ends = texts.map(
      (text) => (JSON.parse(text ?? '') as { freshMilliseconds: number }).freshMilliseconds,
    );
    expect(new Set(ends).size).toBe(20);
    expect(Math.min(...ends)).toBeGreaterThanOrEqual(48_000);
    expect(Math.max(...ends)).toBeLessThanOrEqual(60_000);
  });

  it('serves an old value while the database is away, and none that is too old', async () => {
    await one.read({ load: async () => 'A', freshSeconds: 0, staleSeconds: 2 });
    await sleep(1_000);
    const away = () => Promise.reject(awayError());
    expect(await two.read({ load: away, freshSeconds: 0, staleSeconds: 2 })).toEqual({
      value: 'A',
      ageSeconds: 1,
      from: 'stale',
    });
    expect(two.readThrough.readOnly).toBe(true);
    await sleep(1_500);
    await expect(two.read({ load: away, freshSeconds: 0, staleSeconds: 2 })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    await expect(one.read({ load: away, freshSeconds: 0, staleSeconds: 2 })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('shows an error that is not an outage, though there is an old value', async () => {
    await one.read({ load: async () => 'A', freshSeconds: 0 });
    await expect(one.read({ load: fails, freshSeconds: 0 })).rejects.toThrow('must not be loaded');
  });

  it('asks a database that is away once a second, not for every reader, and notices its return', async () => {
    await one.read({ load: async () => 'A', freshSeconds: 0 });
    let asked = 0;
    const away = () => {
      asked += 1;
      return Promise.reject(awayError());
    };
    for (let reads = 0; reads < 50; reads += 1) {
      expect((await one.read({ load: away, freshSeconds: 0 })).value).toBe('A');
      await sleep(10);
    }
    expect(asked).toBeLessThanOrEqual(2);
    expect(one.readThrough.readOnly).toBe(true);
    await sleep(1_100);
    expect((await one.read({ load: async () => 'B', freshSeconds: 0 })).value).toBe('B');
    expect(one.readThrough.readOnly).toBe(false);
  });

  it('notices the return of the database also when everything is answered from the cache', async () => {
    await one.read({ key: 'kept', load: async () => 'A' });
    await expect(one.read({ key: 'other', load: () => Promise.reject(awayError()) })).rejects.toThrow();
    expect(one.readThrough.readOnly).toBe(true);
    await waitUntil('the mode to end', async () => {
      await one.read({ key: 'kept', load: async () => 'A' });
      return one.readThrough.readOnly ? undefined : true;
    });
  });
});

const fails = () => Promise.reject(new Error('must not be loaded'));
