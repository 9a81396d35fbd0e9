import { access } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { FAULTS } from '../../../local/drills/faults/index.ts';
import { FaultsStage } from './faults-stage.ts';
import { Seller } from './seller.ts';

jest.setTimeout(600_000);

/** With ALL_FAULTS=1 those are run, too, that take long and whose mechanism another one shows. */
const also = process.env.ALL_FAULTS === '1' ? it : it.skip;

/** A small disk of its own takes a mount. */
const asRoot = userInfo().uid === 0 ? it : it.skip;

let stage: FaultsStage;

beforeAll(async () => {
  stage = await FaultsStage.start();
});
afterAll(async () => {
  await stage?.remove();
});

// What one test leaves behind when it fails is not what the next one is about.
beforeEach(() => stage.recovers());

/** How often the replicas that run now were started again. */
const restarts = () => stage.platform.app.status().reduce((sum, one) => sum + one.restarts, 0);

async function healed(heal: () => Promise<void>): Promise<void> {
  await heal();
  await stage.recovers();
  // It is called always, also when there is nothing to heal any more.
  await heal();
}

/** A replica is started again without anybody's help. */
async function losesReplica(name: string, lost: RegExp): Promise<void> {
  const before = restarts();
  const { detail, recover, heal } = await stage.inject(name);
  expect(detail).toMatch(lost);
  expect(recover).toBeUndefined();
  await stage.sees('a replica to be started again', () => (restarts() > before ? true : undefined));
  await healed(heal);
}

describe('a lost process', () => {
  it('is started again after a kill', () =>
    losesReplica('process-kill', /^SIGKILL to app-\d \(process \d+\)$/));
  it('is started again when it hangs', () =>
    losesReplica('process-hang', /^SIGSTOP to app-\d \(process \d+\)$/));
  it('is started again when it runs out of memory', () =>
    losesReplica(
      'process-out-of-memory',
      /^app-\d \(process \d+\) leaked memory until it had its limit of \d+ MiB, and ended$/,
    ));
  also('is started again when its host falls silent', () =>
    losesReplica('node-loss', /^app-\d \(process \d+\) and redis-[ab] \(process \d+\) fell silent together$/),
  );
});

describe('a lost cache', () => {
  it('is replaced by its replica', async () => {
    const { redis } = stage.platform;
    const [before, replica] = [redis.promotions.length, redis.replica.name];
    const { recover, heal } = await stage.inject('cache-primary-loss');
    const promotion = await stage.sees('a promotion', () => redis.promotions[before]);
    expect(promotion.to).toBe(replica);
    expect(recover).toBeUndefined();
    await healed(heal);
  });

  it('comes back empty when both of its servers end', async () => {
    const { redis } = stage.platform;
    const client = redis.primary.connect();
    await client.set('kept', 'before');
    client.disconnect();
    const { detail, recover, heal } = await stage.inject('cache-total-loss');
    expect(detail).toMatch(/redis-a \(process \d+\).*the cache is empty/);
    expect(recover).toBeUndefined();
    await healed(heal);
    const again = redis.primary.connect();
    expect(await again.get('kept')).toBeNull();
    again.disconnect();
  });
});

describe('a lost primary of the database', () => {
  it('is replaced by the standby after a kill', async () => {
    const { postgres } = stage.platform;
    const before = postgres.promotions.length;
    const { recover, heal } = await stage.inject('database-primary-kill');
    expect((await stage.sees('a promotion', () => postgres.promotions[before])).reason).toMatch(
      /the process ended|ECONNREFUSED/,
    );
    expect(recover).toBeUndefined();
    await healed(heal);
  });

  it('takes no write when it wakes after the promotion', async () => {
    const { postgres } = stage.platform;
    const [before, old] = [postgres.promotions.length, postgres.primary];
    const { recover, heal } = await stage.inject('database-primary-hang');
    await stage.sees('a promotion', () => postgres.promotions[before]);
    await stage.sees('both attempts to write', () => stage.lines[1]);
    expect(stage.lines).toEqual([
      expect.stringMatching(
        `^${old.name}, woken after the promotion, takes no write over a session from before: .*(?<!leads again)$`,
      ),
      expect.stringMatching(
        `^${old.name}, woken after the promotion, takes no write over a new session: .*(?<!leads again)$`,
      ),
    ]);
    expect(recover).toBeUndefined();
    await healed(heal);
    await expect(old.use((sql) => sql`update holdfast.heartbeat set at = now()`)).rejects.toThrow(
      'read-only transaction',
    );
  });

  asRoot('is replaced by the standby when its disk is full, and gets a disk with room again', async () => {
    const { postgres } = stage.platform;
    const fault = FAULTS.get('database-disk-full');
    await fault?.prepare?.(stage);
    const before = postgres.promotions.length;
    const full = postgres.primary;
    const { detail, heal } = await stage.inject('database-disk-full');
    expect(detail).toContain('0 bytes are free');
    const promotion = await stage.sees('a promotion', () => postgres.promotions[before]);
    expect(promotion.from).toBe(full.name);
    await healed(heal);
    await expect(access(join(full.folder.root, 'filler'))).rejects.toThrow('ENOENT');
  });

  it('is replaced, with a replica and the primary of the cache, when a zone is lost', async () => {
    const { postgres, redis } = stage.platform;
    const before = [postgres.promotions.length, redis.promotions.length, restarts()] as const;
    const { recover, heal } = await stage.inject('zone-loss');
    await stage.sees('a promotion of the database', () => postgres.promotions[before[0]]);
    await stage.sees('a promotion of the cache', () => redis.promotions[before[1]]);
    await stage.sees('a replica to be started again', () => (restarts() > before[2] ? true : undefined));
    expect(recover).toBeUndefined();
    await healed(heal);
  });
});

describe('data that a mistake has damaged', () => {
  it('is recovered to just before a bad UPDATE, and what was saved since is brought back and listed', async () => {
    const seller = await Seller.signIn(stage.platform.address);
    const before = await seller.propose('Written before');
    const { recover, heal } = await stage.inject('data-corruption');
    expect((await stage.titles()).filter((title) => title !== 'undefined')).toEqual([]);
    const since = await seller.propose('Written since');
    const said = await recover?.();
    expect(said).toMatch(/^both servers have what there was just before [0-9A-F]+\/[0-9A-F]+ /);
    expect(stage.lines).toContainEqual(
      expect.stringMatching(`^proposals: 1 rows saved since the mistake are there again: ${since.id}$`),
    );
    await healed(heal);
    const again = await Seller.signIn(stage.platform.address);
    expect(await again.proposal(before.id)).toEqual(before);
    expect(await again.proposal(since.id)).toEqual(since);
    expect((await stage.titles()).filter((title) => title === 'undefined')).toEqual([]);
  });

  also('is recovered to just before its table was dropped', async () => {
    const seller = await Seller.signIn(stage.platform.address);
    const before = await seller.propose('Written before the drop');
    const { recover, heal } = await stage.inject('table-dropped');
    await expect(seller.propose('Refused')).rejects.toThrow(/: 5\d\d /);
    // A session is a row of another table.
    await Seller.signIn(stage.platform.address);
    await recover?.();
    expect(stage.lines).toContainEqual(
      expect.stringMatching(/^sessions: \d+ rows saved since the mistake are there again: /),
    );
    await healed(heal);
    expect(await (await Seller.signIn(stage.platform.address)).proposal(before.id)).toEqual(before);
  });

  it('is recovered to the last transaction before the database was dropped', async () => {
    const seller = await Seller.signIn(stage.platform.address);
    const last = await seller.propose('The last one');
    const { recover, heal } = await stage.inject('database-dropped');
    await recover?.();
    await healed(heal);
    expect(await (await Seller.signIn(stage.platform.address)).proposal(last.id)).toEqual(last);
  });
});

describe('a bad release', () => {
  const deploy = async (name: string, why: RegExp) => {
    const good = stage.platform.app.release?.id;
    const { detail, recover, heal } = await stage.inject(name);
    expect(detail).toMatch(why);
    expect(recover).toBeUndefined();
    expect(stage.platform.app.release?.id).toBe(good);
    await healed(heal);
    await expect(access(join(stage.platform.folder.releases, name))).rejects.toThrow('ENOENT');
  };
  it('is taken back when it crashes', () =>
    deploy('bad-release-crashing', /was taken back.*ended 3 times while starting/));
  also('is taken back when it is slow', () =>
    deploy('bad-release-slow', /was taken back.*gives no answer to \/ within 5 s/),
  );
  it('is taken back when its answers are wrong', () =>
    deploy('bad-release-wrong', /was taken back.*answers \/ with something else than it should/));
});

describe('a service of others', () => {
  it.each([
    ['azure-openai', 'azure-openai'],
    ['crm', 'dynamics'],
  ])('is slow, gone or refusing until it is healed (%s)', async (drill, part) => {
    const port = stage.platform.peers.find(({ name }) => name === part)?.status().port;
    const ask = () =>
      fetch(`http://127.0.0.1:${port}/anything`, { signal: AbortSignal.timeout(4_000) }).then(
        ({ status, headers }) => ({ status, wait: headers.get('retry-after') }),
      );
    const well = await ask();
    const slow = await stage.inject(`${drill}-slow`);
    await expect(ask()).rejects.toThrow('aborted due to timeout');
    await slow.heal();
    const dead = await stage.inject(`${drill}-dead`);
    await expect(ask()).rejects.toThrow('fetch failed');
    await dead.heal();
    const throttled = await stage.inject(`${drill}-throttled`);
    expect(await ask()).toEqual({ status: 429, wait: '5' });
    await throttled.heal();
    expect(await ask()).toEqual(well);
    await stage.recovers();
  });
});

describe('the surroundings', () => {
  it('part the app from the database, which stays as it is, until the network is mended', async () => {
    const { postgres } = stage.platform;
    const [primary, before] = [postgres.primary, postgres.promotions.length];
    const { recover, heal } = await stage.inject('network-partition');
    await expect(Seller.signIn(stage.platform.address)).rejects.toThrow(/: 50\d |timeout/);
    expect(await recover?.()).toBe('the network was mended after 10 s');
    await healed(heal);
    expect([postgres.primary, postgres.promotions.length]).toEqual([primary, before]);
  });

  it('move the clock of a replica, and users notice nothing', async () => {
    const { detail, heal } = await stage.inject('clock-skew');
    const name = /^the clock of (app-\d) .* jumped ahead by 5 min$/.exec(detail)?.[1];
    const skewed = stage.platform.app.replicas.find((replica) => replica.name === name);
    const seconds = async () => {
      await Seller.signIn(skewed?.origin ?? '', stage.platform.address);
      return stage.newestSessionAhead();
    };
    expect(await seconds()).toBeGreaterThan(290);
    await stage.recovers();
    await healed(heal);
    expect(Math.abs(await seconds())).toBeLessThan(10);
  });
});

describe('the loss of everything', () => {
  it('is recovered from the recovery region alone', async () => {
    const seller = await Seller.signIn(stage.platform.address);
    const kept = await seller.propose('Kept in another region');
    await stage.platform.postgres.archiveNow();
    const { primaryRegion } = stage.platform.folder;
    const address = stage.platform.address;
    const { recover, heal } = await stage.inject('region-loss');
    await expect(access(primaryRegion)).rejects.toThrow('ENOENT');
    await expect(fetch(address)).rejects.toThrow('fetch failed');
    expect(await recover?.()).toMatch(/^the platform was rebuilt in .* from the recovery region/);
    await healed(heal);
    expect(stage.platform.address).toBe(address);
    // The session of before is good, too: secrets and sessions are in the recovery region.
    expect(await seller.proposal(kept.id)).toEqual(kept);
  });

  it('costs nothing that was written when the machine starts again', async () => {
    const seller = await Seller.signIn(stage.platform.address);
    const last = await seller.propose('The last one before the dark');
    const { detail, recover, heal } = await stage.inject('machine-restart');
    expect(detail).toMatch(/^SIGKILL to all \d+ processes/);
    expect(await recover?.()).toMatch(/^the platform was started again on its data in /);
    await healed(heal);
    expect(await seller.proposal(last.id)).toEqual(last);
  });
});
