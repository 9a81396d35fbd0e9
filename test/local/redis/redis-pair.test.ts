import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Events } from '../../../local/processes/events.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { ServiceProcess } from '../../../local/processes/service-process.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import type { RedisPromotion } from '../../../local/redis/controller.ts';
import { RedisPair } from '../../../local/redis/pair.ts';

jest.setTimeout(300_000);

const patience = 90_000;

let folder: string;
let pair: RedisPair;
let events: Events;
const address = {
  port: undefined as number | undefined,
  onCut: async () => undefined as unknown,
  async point(port: number): Promise<void> {
    address.port = port;
  },
  async cut(): Promise<void> {
    address.port = undefined;
    await address.onCut();
  },
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'holdfast-redis-pair-'));
  events = new Events();
  pair = new RedisPair({
    primaryRegion: folder,
    ports: { 'redis-a': await freePort(), 'redis-b': await freePort() },
    address,
    events,
    probe: { milliseconds: 500, limitMilliseconds: 2_000 },
  });
  await pair.start();
  await pair.whenFollowing(patience);
});

afterAll(async () => {
  await pair?.stop();
  await rm(folder, { recursive: true, force: true });
});

function promotionAfter(before: number): Promise<RedisPromotion> {
  return waitUntil('a promotion', async () => pair.promotions[before], patience);
}

async function set(key: string, value: string): Promise<void> {
  const client = pair.primary.connect();
  try {
    await client.connect();
    await client.set(key, value);
    // Replication is asynchronous: this waits until the replica has it, which users of a cache do not.
    await client.wait(1, 5_000);
  } finally {
    client.disconnect();
  }
}

async function get(key: string): Promise<string | null> {
  const client = pair.primary.connect();
  try {
    await client.connect();
    return await client.get(key);
  } finally {
    client.disconnect();
  }
}

it('asks for a password, and answers to the same settings as the platform of production', async () => {
  const client = pair.primary.connect();
  await client.connect();
  expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'allkeys-lru']);
  client.disconnect();
  expect(await readFile(pair.primary.configuration, 'utf8')).toContain(`requirepass ${pair.token}`);
});

it('promotes the replica when the primary is killed, which then comes back as the replica', async () => {
  await set('before', 'kill');
  const [old, begun] = [pair.primary, Date.now()];
  await old.kill();
  const promotion = await promotionAfter(0);
  expect(promotion).toMatchObject({ from: old.name, reason: 'the process ended' });
  expect(address.port).toBe(pair.primary.port);
  expect(await get('before')).toBe('kill');
  await pair.whenFollowing(patience);
  expect(pair.replica).toBe(old);
  expect(
    pair
      .status()
      .map(({ role, state }) => `${role} ${state}`)
      .sort(),
  ).toEqual(['primary running', 'replica running']);
  console.info(`killed: serving after ${promotion.servedAt - begun} ms`);
});

it('fences a primary that hangs: it wakes to be killed, and takes no write afterwards, by hand neither', async () => {
  await set('before', 'hang');
  const [old, before, begun] = [pair.primary, pair.promotions.length, Date.now()];
  let wroteLate = 0;
  // It comes back to life in the worst moment, with a client that still talks to it.
  address.onCut = async () => {
    await old.continue();
    await sleep(200);
  };
  const client = old.connect(20_000);
  await client.connect();
  await old.hang();
  const writing = (async () => {
    for (;;) {
      await client.set('late', String(Date.now()));
      wroteLate = Date.now();
    }
  })();
  const ended = writing.catch((error: unknown) => error);
  const promotion = await promotionAfter(before);
  address.onCut = async () => undefined;
  expect(await ended).toBeInstanceOf(Error);
  client.disconnect();
  expect(wroteLate).toBeGreaterThan(promotion.detectedAt);
  expect(wroteLate).toBeLessThanOrEqual(promotion.fencedAt);
  expect(await get('before')).toBe('hang');
  await pair.whenFollowing(patience);
  const direct = old.connect();
  await direct.connect();
  await expect(direct.set('after', '1')).rejects.toThrow('READONLY');
  direct.disconnect();
  // Nobody can start it as a primary either: its configuration says whom it follows.
  await pair.stop();
  const byHand = new ServiceProcess({ command: 'redis-server', args: [old.configuration] });
  const other = await waitUntil(
    'the server that was started by hand',
    async () => {
      const hand = old.connect();
      await hand.connect();
      return hand;
    },
    patience,
  );
  await expect(other.set('after', '1')).rejects.toThrow('READONLY');
  other.disconnect();
  await byHand.end('SIGTERM');
  await pair.start();
  await pair.whenFollowing(patience);
  console.info(`hung: serving after ${promotion.servedAt - begun} ms`);
});

it('brings a replica back that was killed, and one that hangs, while the primary serves on', async () => {
  const before = pair.promotions.length;
  await set('kept', 'yes');
  for (const fault of ['kill', 'hang'] as const) {
    const { replica } = pair;
    const { restarts } = replica;
    await replica[fault]();
    await waitUntil(
      `the replica after ${fault}`,
      async () => (replica.restarts > restarts ? true : undefined),
      patience,
    );
    await pair.whenFollowing(patience);
    expect(await get('kept')).toBe('yes');
  }
  expect(pair.promotions).toHaveLength(before);
});

it('starts empty after the loss of both servers, without anybody doing anything', async () => {
  await set('gone', 'soon');
  const starts = pair.primary.restarts;
  await pair.loseEverything();
  await waitUntil(
    'a primary',
    async () => (pair.primary.restarts > starts && address.port ? true : undefined),
    patience,
  );
  await pair.whenFollowing(patience);
  expect(await get('gone')).toBeNull();
  await set('new', 'life');
  expect(await get('new')).toBe('life');
});

it('fails over on demand and restarts a server by its name', async () => {
  await pair.whenFollowing(patience);
  await set('kept', 'on demand');
  const promotion = await pair.failOver();
  expect(promotion.to).toBe(pair.primary.name);
  expect(await get('kept')).toBe('on demand');
  await pair.whenFollowing(patience);
  await pair.restart(pair.primary.name);
  expect(await get('kept')).toBe('on demand');
  await expect(pair.restart('redis-z')).rejects.toThrow('There is no redis-z');
});

it('stops completely, and starts again empty', async () => {
  await pair.stop();
  expect(pair.status().map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  await pair.start();
  await pair.whenFollowing(patience);
  expect(await get('kept')).toBeNull();
});
