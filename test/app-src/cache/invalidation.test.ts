import { setTimeout as sleep } from 'node:timers/promises';
import { cacheKey } from '../../../app-src/src/cache/cache-key.ts';
import { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { awayError, Replica } from './replica.ts';

describe('what a write changes', () => {
  let redis: Redis;
  let one: Replica;
  let two: Replica;
  /** What the database holds. */
  let stored: string;
  const load = async () => stored;

  beforeEach(async () => {
    redis = await Redis.start();
    one = await Replica.start(redis);
    two = await Replica.start(redis);
    stored = 'before';
  });

  afterEach(async () => {
    one.stop();
    two.stop();
    await redis.remove();
  });

  const write = (replica: Replica) =>
    replica.write(async () => {
      stored = 'after';
    });

  it('is seen by every replica as soon as the write is answered', async () => {
    await one.read({ load });
    await two.read({ load });
    await write(one);
    expect(await two.read({ load })).toMatchObject({ value: 'after', from: 'source' });
    expect(await one.read({ load })).toMatchObject({ value: 'after', from: 'cache' });
  });

  it('is not undone by a reader who loaded before the write and keeps its value after it', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const slow = one.read({ load: () => promise });
    await waitUntil('the slow load to begin', async () =>
      (await two.cache.client.keys('holdfast:lock:*')).length > 0 ? true : undefined,
    );
    await write(two);
    resolve('before');
    expect((await slow).value).toBe('before');
    expect((await one.read({ load })).value).toBe('after');
    expect((await two.read({ load })).value).toBe('after');
  });

  it('is not hidden by a load that began before the write and is still under way after it', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const slow = one.read({ load: () => promise });
    await sleep(50);
    await write(one);
    const read = one.read({ load });
    expect((await read).value).toBe('after');
    resolve('before');
    await slow;
  });

  it('is not hidden by what a reader loads while the write is under way', async () => {
    await one.write(async () => {
      expect((await two.read({ load })).value).toBe('before');
      stored = 'after';
    });
    expect((await two.read({ load })).value).toBe('after');
  });

  it('is not hidden when the writer dies between its commit and the invalidation', async () => {
    await two.read({ load });
    await one.readThrough.writing([cacheKey('templates', 'team')], neverCommits, async () => {
      stored = 'after';
    });
    expect((await two.read({ load })).value).toBe('after');
    stored = 'much later';
    expect((await two.read({ load })).value).toBe('much later');
  });

  it('is not hidden when the answer to the commit was lost and it commits later', async () => {
    await two.read({ load });
    const lost = one.write(() => Promise.reject(awayError()));
    await expect(lost).rejects.toThrow('connection refused');
    expect((await two.read({ load })).value).toBe('before');
    stored = 'after';
    expect((await two.read({ load })).value).toBe('after');
    expect(one.readThrough.readOnly).toBe(true);
  });

  it('is seen though Redis was away while it was written, and came back with everything it had', async () => {
    await one.read({ load });
    await two.read({ load });
    await redis.hang();
    await write(one);
    expect((await one.read({ load })).value).toBe('after');
    await redis.continue();
    await one.usesRedis();
    await two.usesRedis();
    await waitUntil('the invalidation to be paid', async () =>
      (await two.read({ load })).value === 'after' ? true : undefined,
    );
    expect((await one.read({ load })).value).toBe('after');
  });

  it('is seen though Redis was away when it was told of a change that it had not been warned of', async () => {
    await two.read({ load });
    await redis.hang();
    stored = 'after';
    await one.invalidate();
    await redis.continue();
    await waitUntil('the invalidation to be paid', async () =>
      (await two.read({ load })).value === 'after' ? true : undefined,
    );
  });

  it('is seen though so much was written while Redis was away that not all could be remembered', async () => {
    await two.read({ load });
    await redis.hang();
    stored = 'after';
    const keys = Array.from({ length: 20_001 }, (_, index) => cacheKey('proposal', 'team', index));
    await one.readThrough.invalidate(...keys);
    await one.invalidate();
    await redis.continue();
    await waitUntil('the invalidation to be paid', async () =>
      (await two.read({ load })).value === 'after' ? true : undefined,
    );
  });

  it('is seen though only the writing replica had lost Redis', async () => {
    await two.read({ load });
    one.cache.client.disconnect(true);
    await write(one);
    expect((await one.read({ load })).value).toBe('after');
    await waitUntil('the invalidation to be paid', async () =>
      (await two.read({ load })).value === 'after' ? true : undefined,
    );
  });

  it('is seen though Redis was restarted from an older copy of its data', async () => {
    await one.read({ load });
    const older = await contents();
    await write(one);
    await redis.kill();
    await redis.start();
    await restore(older);
    await one.usesRedis();
    await two.usesRedis();
    expect((await one.read({ load })).value).toBe('after');
    expect((await two.read({ load })).value).toBe('after');
  });

  it('is seen in a Redis that is full', async () => {
    await one.read({ load });
    await two.read({ load });
    await one.cache.client.config('SET', 'maxmemory-policy', 'noeviction');
    await one.cache.client.config('SET', 'maxmemory', '1');
    await expect(one.cache.client.set('more', '1')).rejects.toThrow('OOM');
    await write(one);
    expect((await one.read({ load })).value).toBe('after');
    expect((await two.read({ load })).value).toBe('after');
    stored = 'later';
    expect((await two.read({ load })).value).toBe('later');
  });

  it('is seen though the generation was evicted', async () => {
    await one.read({ load });
    stored = 'after';
    await one.cache.client.del('holdfast:generation:templates');
    expect((await two.read({ load })).value).toBe('after');
  });

  async function contents(): Promise<Map<string, Buffer>> {
    const keys = await one.cache.client.keys('*');
    const dumps = await Promise.all(keys.map((key) => one.cache.client.dumpBuffer(key)));
    return new Map(keys.map((key, index) => [key, dumps[index] as Buffer]));
  }

  async function restore(dumps: ReadonlyMap<string, Buffer>): Promise<void> {
    await waitUntil('Redis to be back', async () => {
      await one.cache.ping();
      return true;
    });
    for (const [key, dump] of dumps) {
      await one.cache.client.restore(key, 600_000, dump);
    }
  }
});

const neverCommits = () => undefined;
