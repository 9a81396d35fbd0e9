import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RestoredCluster, restoreFromRegion } from '../../../local/postgres/region-restore.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { makeRegions, type PairFixture, startPair, startPairIn } from './pair-fixture.ts';
import { lostWrites, makeLedger, WritingClient } from './writing-client.ts';

jest.setTimeout(900_000);

const patience = 180_000;
/** What the loss of the region may cost, in seconds. */
const archiveSeconds = 12;

let fixture: PairFixture;
const restored: RestoredCluster[] = [];
const folders: string[] = [];

beforeAll(async () => {
  fixture = await startPair({ archiveSeconds });
  await makeLedger(fixture.pair);
  await waitUntil(
    'the first backup in both regions',
    async () => ((await fixture.pair.backups()).length >= 2 ? true : undefined),
    patience,
  );
  // pgBackRest knows the end of a backup by the second: what is restored by time lies in a later one.
  await sleep(2_000);
});

afterAll(async () => {
  for (const cluster of restored) {
    await cluster.remove();
  }
  await fixture?.remove();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A cluster in a new folder, from a copy of nothing but the recovery region's folder. */
async function restore(
  recoveryRegion: string,
  target: Parameters<typeof restoreFromRegion>[0]['target'],
): Promise<RestoredCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-new-machine-'));
  folders.push(folder);
  const cluster = await restoreFromRegion({ recoveryRegion, folder, port: await freePort(), target });
  restored.push(cluster);
  return cluster;
}

describe('the recovery region', () => {
  it('has a backup of its own soon after the first start', async () => {
    const regions = (await fixture.pair.backups()).map(({ region }) => region);
    expect(new Set(regions)).toEqual(new Set(['primary-region', 'recovery-region']));
  });

  it('restores what was saved just before a mistake, by time and by location in the log', async () => {
    const { pair, options } = fixture;
    const sql = pair.connect();
    await sql`insert into ledger (number) select generate_series(9000001, 9000100)`;
    await sleep(50);
    const [moment] = await sql<{ at: Date }[]>`select clock_timestamp() as at`;
    const [location] = await sql<{ lsn: string }[]>`select pg_current_wal_insert_lsn()::text as lsn`;
    await sleep(50);
    await sql`update ledger set number = -number where number > 9000000`;
    await sql`insert into ledger (number) values (9000200)`;
    await sql.end();
    await pair.archiveNow(patience);
    for (const target of [
      { kind: 'time', at: moment?.at ?? new Date() },
      { kind: 'lsn', before: location?.lsn ?? '' },
    ] as const) {
      const cluster = await restore(options.recoveryRegion, target);
      const client = cluster.connect();
      const [row] = await client`
        select count(*) filter (where number between 9000001 and 9000100)::int as right,
          count(*) filter (where number < 0 or number = 9000200)::int as wrong from ledger`;
      expect(row).toEqual({ right: 100, wrong: 0 });
      // It is open for writes, with the app's own password.
      await client`insert into ledger (number) values (9000300)`;
      await client.end();
      expect(cluster.recovered.timeline).toBeGreaterThan(1);
    }
  });

  it('refuses a moment that the archive does not reach, in one sentence', async () => {
    const { options } = fixture;
    const future = new Date(Date.now() + 3_600_000);
    await expect(restore(options.recoveryRegion, { kind: 'time', at: future })).rejects.toThrow(
      'The archive does not reach',
    );
  });

  it('refuses a moment before the first backup, in one sentence', async () => {
    const past = new Date(Date.now() - 24 * 3_600_000);
    await expect(restore(fixture.options.recoveryRegion, { kind: 'time', at: past })).rejects.toThrow(
      'No backup was finished before',
    );
  });

  it('says what is missing when it has nothing', async () => {
    const { root, recoveryRegion } = await makeRegions();
    folders.push(root);
    await expect(restore(recoveryRegion, { kind: 'latest' })).rejects.toThrow('has no secrets/postgres.json');
  });

  it('has everything that was finished on the old primary when a promotion comes before it was archived', async () => {
    const { pair, options } = fixture;
    const before = pair.promotions.length;
    const sql = pair.connect();
    // Nothing is archived from here on, though segments are finished, as when the primary dies in that moment.
    await sql.unsafe(`alter system set archive_command = 'false'`);
    await sql`select pg_reload_conf()`;
    await sleep(500);
    for (let turn = 0; turn < 3; turn += 1) {
      await sql`insert into ledger (number) values (${9_100_000 + turn})`;
      await sql`select pg_switch_wal()`;
    }
    await sql.end();
    await pair.primary.kill();
    await waitUntil('a promotion', async () => pair.promotions[before], patience);
    await pair.whenSynchronous(patience);
    await pair.archiveNow(patience);
    const cluster = await restore(options.recoveryRegion, { kind: 'latest' });
    const client = cluster.connect();
    expect(await client`select number from ledger where number between 9100000 and 9100002`).toHaveLength(3);
    await client.end();
  });

  it('keeps as many full backups as it is told to', async () => {
    const { pair } = fixture;
    await pair.backup();
    await pair.backup();
    await pair.backup('incr');
    const backups = await pair.backups();
    for (const region of ['primary-region', 'recovery-region'] as const) {
      const kinds = backups.filter((backup) => backup.region === region).map(({ kind }) => kind);
      expect(kinds).toEqual(['full', 'full', 'incr']);
    }
  });
});

describe('data that was spoilt', () => {
  it('is replaced on both servers by what there was before, and the spoilt data is kept aside', async () => {
    const { pair, options, address } = fixture;
    const sql = pair.connect();
    await sql`insert into ledger (number) values (9300000)`;
    await sleep(50);
    const [moment] = await sql<{ at: Date }[]>`select clock_timestamp() as at`;
    await sleep(50);
    await sql`delete from ledger`;
    await sql.end();
    await pair.archiveNow(patience);
    const name = pair.primary.name;
    await pair.replaceWith({ kind: 'time', at: moment?.at ?? new Date() });
    await pair.whenSynchronous(patience);
    expect(address.port).toBe(pair.primary.port);
    for (const server of [pair.primary, pair.standby]) {
      const client = server.connect('holdfast');
      expect(await client`select number from ledger where number = 9300000`).toHaveLength(1);
      await client.end();
    }
    expect(await readdir(options.primaryRegion)).toContain(`${name}.replaced`);
    // The archive goes on, on a history of its own.
    await pair.archiveNow(patience);
    await pair.backup('incr');
  });

  it('stays as it is when the archive does not reach the target', async () => {
    const { pair } = fixture;
    const future = new Date(Date.now() + 3_600_000);
    await expect(pair.replaceWith({ kind: 'time', at: future })).rejects.toThrow(
      'The archive does not reach',
    );
    await pair.whenSynchronous(patience);
    const sql = pair.connect();
    expect(await sql`select number from ledger where number = 9300000`).toHaveLength(1);
    await sql.end();
  });
});

describe('the loss of the primary region', () => {
  it(`costs no write that is older than ${archiveSeconds} s, and the next start rebuilds the platform`, async () => {
    const { pair, address, options, root } = fixture;
    const client = new WritingClient({ port: () => address.port, access: pair.access, first: 10_000_000 });
    await sleep(archiveSeconds * 1_000);
    // The worst moment is just before a segment is archived.
    const last = pair.archive.lastArchivedAt;
    await waitUntil(
      'a segment to be archived',
      async () => (pair.archive.lastArchivedAt?.getTime() === last?.getTime() ? undefined : true),
      patience,
    );
    await sleep(5_000);
    const lostAt = Date.now();
    // Whatever the primary region was doing is over: its servers first, then its folder.
    const both = [pair.primary, pair.standby];
    address.port = undefined;
    const stopped = pair.stop();
    await Promise.all(both.map((server) => server.kill()));
    await stopped;
    await client.stop();
    await rename(options.primaryRegion, path.join(root, 'gone'));
    const region = await makeRegions();
    const next = await startPairIn(region.root, {
      primaryRegion: region.primaryRegion,
      recoveryRegion: options.recoveryRegion,
      archiveSeconds,
    });
    try {
      expect(next.events.last().find(({ kind }) => kind === 'restored')?.detail).toContain(
        'from the recovery region',
      );
      const sql = next.pair.connect();
      const lost = await lostWrites(sql, client.acknowledged);
      await sql.end();
      const age = lost.length === 0 ? 0 : (lostAt - Math.min(...lost.map(({ at }) => at))) / 1_000;
      console.info(
        `region lost: ${lost.length} of ${client.acknowledged.length} writes, the oldest ${age} s old`,
      );
      expect(client.acknowledged.length).toBeGreaterThan(100);
      expect(age).toBeLessThanOrEqual(archiveSeconds);
      // What is lost is the end, without gaps.
      const kept = client.acknowledged.filter(({ number }) => !lost.some((one) => one.number === number));
      expect(Math.max(...kept.map(({ number }) => number))).toBeLessThan(
        Math.min(...lost.map(({ number }) => number), Number.POSITIVE_INFINITY),
      );
      expect(next.pair.access.password).toBe(pair.access.password);
      expect(await readdir(region.primaryRegion)).toContain('postgres.json');
    } finally {
      await next.remove();
    }
  });
});
