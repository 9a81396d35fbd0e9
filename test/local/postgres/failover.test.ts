import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { postgresPrograms } from '../../../local/postgres/programs.ts';
import type { Promotion } from '../../../local/postgres/promotion.ts';
import { serviceUser } from '../../../local/postgres/service-user.ts';
import { defaultTiming, longestDetection } from '../../../local/postgres/timing.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { type PairFixture, startPair } from './pair-fixture.ts';
import { lostWrites, makeLedger, WritingClient } from './writing-client.ts';

jest.setTimeout(600_000);

const run = promisify(execFile);
/** The machine of the tests is shared. */
const patience = 120_000;

let fixture: PairFixture;

beforeAll(async () => {
  fixture = await startPair();
  await makeLedger(fixture.pair);
});

afterAll(async () => {
  await fixture?.remove();
});

/** Waits for the promotion after `before` of them. */
function promotionAfter(before: number): Promise<Promotion> {
  return waitUntil('a promotion', async () => fixture.pair.promotions[before], patience);
}

async function write(port: number, number: number): Promise<void> {
  const sql = fixture.pair
    .server(port === fixture.options.ports['postgres-a'] ? 'postgres-a' : 'postgres-b')
    .connect('holdfast');
  try {
    await sql`insert into ledger (number) values (${number})`;
  } finally {
    void sql.end({ timeout: 0 }).catch(() => undefined);
  }
}

describe('a commit', () => {
  it('is acknowledged only when the standby has it', async () => {
    const { pair, address } = fixture;
    await pair.standby.hang();
    let acknowledged = false;
    const port = address.port ?? 0;
    const begun = performance.now();
    const writing = write(port, 1_000_001).then(() => {
      acknowledged = true;
    });
    await sleep(1_000);
    expect(acknowledged).toBe(false);
    await pair.standby.continue();
    await writing;
    expect(performance.now() - begun).toBeGreaterThan(1_000);
    await pair.whenSynchronous(patience);
  });

  it('goes on alone when the standby stays away, and then the standby may not be promoted', async () => {
    const { pair, address, events } = fixture;
    await pair.standby.hang();
    await write(address.port ?? 0, 1_000_002);
    expect(pair.synchronous).toBe(false);
    expect(events.last().some(({ kind }) => kind === 'alone')).toBe(true);
    await expect(pair.failOver()).rejects.toThrow('does not have every acknowledged commit');
    await pair.whenSynchronous(patience);
    expect(pair.status().map(({ state }) => state)).toEqual(['running', 'running']);
  });
});

describe('a primary that is killed', () => {
  it('is replaced by the standby, and becomes the standby by taking back what differs', async () => {
    const { pair, address, events } = fixture;
    const before = pair.primary.name;
    const client = new WritingClient({ port: () => address.port, access: pair.access });
    await sleep(1_000);
    await pair.primary.kill();
    const promotion = await promotionAfter(0);
    expect(promotion).toMatchObject({ from: before, reason: 'the process ended' });
    await waitUntil(
      'writes through the address again',
      async () => client.acknowledged.find(({ at }) => at > promotion.servedAt),
      patience,
    );
    await pair.whenSynchronous(patience);
    await client.stop();
    expect(
      events
        .last()
        .filter(({ part, kind }) => part === before && kind === 'started')
        .at(-1)?.detail,
    ).toContain('rewound');
    const sql = pair.connect();
    expect(await lostWrites(sql, client.acknowledged)).toEqual([]);
    await sql.end();
    console.info(
      `killed: noticed after ${promotion.detectedAt - promotion.firstSignAt} ms, promoted ${promotion.servedAt - promotion.detectedAt} ms later`,
    );
  });
});

describe('a primary that hangs', () => {
  it('is fenced: what wakes in the meantime loses nothing, and it takes no write after the promotion', async () => {
    const { pair, address } = fixture;
    const old = pair.primary;
    const direct = new WritingClient({
      port: () => old.port,
      access: pair.access,
      first: 2_000_000,
      pause: 1,
    });
    const before = pair.promotions.length;
    // It comes back to life in the worst moment, and has a client that still talks to it.
    address.onCut = async () => {
      await old.continue();
      await sleep(300);
    };
    await sleep(500);
    const hungAt = Date.now();
    await old.hang();
    const promotion = await promotionAfter(before);
    address.onCut = async () => undefined;
    expect(promotion.detectedAt - hungAt).toBeLessThan(
      longestDetection({ ...defaultTiming, ...fixture.options.timing }) + 5_000,
    );
    const woken = direct.acknowledged.filter(({ at }) => at > promotion.detectedAt);
    expect(woken.length).toBeGreaterThan(0);
    expect(woken.filter(({ at }) => at > promotion.fencedAt + 100)).toEqual([]);
    await pair.whenSynchronous(patience);
    await direct.stop();
    // It is the standby now: it answers, and takes nothing.
    await expect(write(old.port, 3_000_000)).rejects.toThrow('read-only transaction');
    const sql = pair.connect();
    expect(await lostWrites(sql, direct.acknowledged)).toEqual([]);
    await sql.end();
    console.info(
      `hung: promoted after ${promotion.servedAt - hungAt} ms; ${woken.length} writes while it woke, none lost`,
    );
  });

  it('does not start by hand before it is rebuilt', async () => {
    const { pair } = fixture;
    const old = pair.primary;
    const before = pair.promotions.length;
    await old.hang();
    await promotionAfter(before);
    expect(await old.folder.isFenced()).toBe(true);
    const { postgres } = await postgresPrograms();
    const user = await serviceUser();
    const as = user === undefined ? [] : ['--reuid', user.name, '--regid', user.name, '--clear-groups', '--'];
    const byHand = run('setpriv', [...as, postgres, '-D', old.folder.data], { cwd: old.folder.root });
    await expect(byHand).rejects.toThrow('unrecognized configuration parameter "holdfast_fenced"');
    await pair.whenSynchronous(patience);
    expect(await old.folder.isFenced()).toBe(false);
    expect(await old.folder.isStandby()).toBe(true);
  });
});

describe('the platform', () => {
  it('starts again with the primary of before, and finds every write', async () => {
    const { pair, address } = fixture;
    const primary = pair.primary.name;
    await write(address.port ?? 0, 4_000_000);
    await pair.stop();
    expect(pair.status().map(({ state }) => state)).toEqual(['stopped', 'stopped']);
    await pair.start();
    expect(pair.primary.name).toBe(primary);
    expect(pair.synchronous).toBe(true);
    const sql = pair.connect();
    expect(await sql`select number from ledger where number = 4000000`).toHaveLength(1);
    await sql.end();
  });

  it('restarts the primary in its place', async () => {
    const { pair, address } = fixture;
    const [primary, before] = [pair.primary, pair.promotions.length];
    const pid = primary.pid;
    await pair.restart(primary.name);
    expect(primary.pid).not.toBe(pid);
    expect(pair.primary).toBe(primary);
    await write(address.port ?? 0, 5_000_000);
    expect(pair.promotions).toHaveLength(before);
  });
});
