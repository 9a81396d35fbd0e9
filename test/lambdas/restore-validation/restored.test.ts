import { mkdtemp, open as openFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import type { Observation } from '../../../lambdas/data-integrity/observation.ts';
import { checkIntegrity } from '../../../lambdas/integrity-canary/check.ts';
import { compareRestored } from '../../../lambdas/restore-validation/compare.ts';
import type { Expected } from '../../../lambdas/restore-validation/expected.ts';
import { type RestoredCluster, restoreFromRegion } from '../../../local/postgres/region-restore.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { type PairFixture, startPair } from '../../local/postgres/pair-fixture.ts';
import { CUSTOMERS, fillWithSales, TRANSIENT } from '../data-integrity/sales-data.ts';

jest.setTimeout(600_000);

const PATIENCE = 120_000;

let fixture: PairFixture;
let restored: RestoredCluster;
let known: Observation;
/** Before the last changes to the living database. */
let earlier: Date;
const removals: (() => Promise<void>)[] = [];

beforeAll(async () => {
  fixture = await startPair();
  removals.push(() => fixture.remove());
  const living = fixture.pair.connect();
  try {
    await fillWithSales(living);
    await checkIntegrity(living, undefined, TRANSIENT, new Date());
    await fixture.pair.backup('full');
    // pgBackRest knows the end of a backup by the second: what is restored by time lies in a later one.
    await sleep(2_000);
    const [moment] = await living<{ at: Date }[]>`select clock_timestamp() as at`;
    earlier = moment?.at ?? new Date();
    await sleep(1_000);
    await living`update customers set city = 'York' where crm_id = 'crm-1'`;
    ({ observed: known } = await checkIntegrity(living, undefined, TRANSIENT, new Date()));
  } finally {
    await living.end();
  }
  await fixture.pair.archiveNow(PATIENCE);
  restored = await restore({ kind: 'latest' });
});

afterAll(async () => {
  for (const remove of removals.reverse()) await remove();
});

/** A cluster that was built from the recovery region's folder alone. */
async function restore(target: Parameters<typeof restoreFromRegion>[0]['target']): Promise<RestoredCluster> {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-restore-test-'));
  const { recoveryRegion } = fixture.options;
  const cluster = await restoreFromRegion({ recoveryRegion, folder, port: await freePort(), target });
  removals.push(async () => {
    await cluster.remove();
    await rm(folder, { recursive: true, force: true });
  });
  return cluster;
}

/** A database of its own, copied file by file from the restored one and then damaged. */
async function damaged(name: string, damage: (sql: postgres.Sql) => Promise<unknown>): Promise<postgres.Sql> {
  const outside = restored.connect('postgres');
  await outside.unsafe(`create database ${name} template holdfast strategy file_copy`);
  await outside.end();
  const sql = restored.connect(name);
  await damage(sql);
  return sql;
}

async function problems(sql: postgres.Sql, more: Partial<Expected> = {}): Promise<string[]> {
  const expected = { known, takenAt: new Date(), quietSeconds: 900, transient: TRANSIENT, ...more };
  try {
    const { findings } = await compareRestored(sql, expected);
    return findings
      .filter(({ verdict }) => verdict !== 'good')
      .map(({ verdict, sentence }) => `${verdict}: ${sentence}`);
  } finally {
    await sql.end();
  }
}

describe('the restore validator on a PostgreSQL restored from the backups in the recovery region', () => {
  test('D3: finds nothing wrong with a good one, and tells when it was last written to', async () => {
    const sql = restored.connect();
    const { findings, newestChange } = await compareRestored(sql, {
      known,
      takenAt: new Date(),
      quietSeconds: 900,
      transient: TRANSIENT,
    });
    await sql.end();
    expect(findings.filter(({ verdict }) => verdict !== 'good')).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual([
      'readable',
      'schema-version',
      'rows',
      'references',
      'chain',
      'newest-change',
    ]);
    expect(newestChange?.toISOString()).toBe(known.chain?.writtenAt);
    expect(known.rows.customers).toBe(CUSTOMERS);
  });

  test('D3: finds a missing table', async () => {
    const sql = await damaged('missing_table', (db) => db`drop table proposal_versions`);
    expect(await problems(sql)).toEqual([
      expect.stringMatching(/^bad: The table proposal_versions is missing; it had 0 rows at /),
    ]);
  });

  test('D3: finds a truncated table, and what referred to it', async () => {
    const sql = await damaged('truncated_table', async (db) => {
      await db`set session_replication_role = replica`;
      await db`delete from teams`;
      await db`truncate customers cascade`;
    });
    const found = await problems(sql);
    expect(found).toContainEqual(
      expect.stringMatching(/^bad: The table customers has 0 rows, and had 300 at /),
    );
    expect(found).toContainEqual(expect.stringMatching(/^bad: The table teams has 0 rows, and had 1 at /));
    expect(found).toContainEqual(
      expect.stringMatching(/^bad: 1 rows of users name a row of teams that is not there/),
    );
  });

  test('D3: finds old data, which a restore to an earlier moment leaves', async () => {
    const old = await restore({ kind: 'time', at: earlier });
    const takenAt = new Date(Date.now() + 3_600_000);
    const found = await problems(old.connect(), { takenAt });
    expect(found).toEqual([
      expect.stringMatching(/^bad: The canary's chain lacks link 2 of .*; it reaches link 1 of /),
      expect.stringMatching(/^bad: Its newest change is of .*: the data is older than its label/),
    ]);
  });

  test('D3: finds a corrupt page', async () => {
    const sql = await damaged('corrupt_page', async (db) => {
      const [file] = await db<{ name: string }[]>`
        select current_setting('data_directory') || '/' || pg_relation_filepath('customers') as name`;
      const page = await openFile(file?.name ?? '', 'r+');
      await page.write(Buffer.alloc(64, 0xa5), 0, 64, 4_000);
      await page.close();
    });
    expect(await problems(sql)).toContainEqual(
      expect.stringMatching(/^bad: The table customers cannot be read: XX001 invalid page in block 0/),
    );
  });

  test('D3: finds a wrong schema version', async () => {
    const sql = await damaged(
      'wrong_version',
      (db) =>
        db`delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`,
    );
    expect(await problems(sql)).toEqual([
      expect.stringMatching(/^bad: Its schema is of version \d+, and was of \d+ at /),
    ]);
  });

  test('D3: finds a chain that somebody rewrote', async () => {
    const sql = await damaged(
      'rewritten_chain',
      (db) =>
        db`update holdfast_canary.chain set written_at = written_at + interval '1 hour' where number = 1`,
    );
    expect(await problems(sql)).toContainEqual(
      expect.stringMatching(
        /^bad: The canary's chain is damaged: 1 of its links do not follow .* among them 1\./,
      ),
    );
  });

  test('D3: with nothing to compare with, says that it does not know', async () => {
    const found = await problems(restored.connect(), { known: undefined });
    expect(found).toHaveLength(3);
    for (const problem of found) expect(problem).toMatch(/^unknown: No observation of the living database/);
  });
});
