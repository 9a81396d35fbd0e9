import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseMeasurements } from '../../../lib/assessment/measured.ts';
import { writeRecord } from '../../../local/drills/records.ts';
import { heldRecord } from '../../lib/drills/record-of-tests.ts';

describe('the records of drills', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-records-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are kept by day and drill, for programs, for people, and as a picture', async () => {
    const made = await writeRecord(heldRecord, join(folder, 'records'));
    expect(made).toBe(join(folder, 'records/2026-01-02-database-primary-kill'));
    expect((await readdir(made)).sort()).toEqual(['record.json', 'record.md', 'timeline.svg']);
    const json: unknown = JSON.parse(await readFile(join(made, 'record.json'), 'utf8'));
    expect(json).toEqual(heldRecord);
    expect(parseMeasurements(json, 'record.json')).toHaveLength(1);
    expect(await readFile(join(made, 'record.md'), 'utf8')).toContain('](timeline.svg)');
    expect(await readFile(join(made, 'timeline.svg'), 'utf8')).toMatch(/^<svg/);
  });

  it('are only added to: the same drill on the same day gets a folder of its own', async () => {
    const first = await writeRecord(heldRecord, folder);
    const before = await readFile(join(first, 'record.json'), 'utf8');
    const others = await Promise.all(
      [1, 2, 3].map((seed) => writeRecord({ ...heldRecord, seed: seed * 1_000 }, folder)),
    );
    expect(new Set([first, ...others]).size).toBe(4);
    expect((await readdir(folder)).sort()).toEqual([
      '2026-01-02-database-primary-kill',
      ...[2, 3, 4].map((number) => `2026-01-02-database-primary-kill-${number}`),
    ]);
    expect(await readFile(join(first, 'record.json'), 'utf8')).toBe(before);
  });

  it('are not written at all when they are not whole', async () => {
    const { verdict: _, ...rest } = heldRecord;
    await expect(writeRecord(rest as typeof heldRecord, folder)).rejects.toThrow('verdict');
    expect(await readdir(folder)).toEqual([]);
  });
});
