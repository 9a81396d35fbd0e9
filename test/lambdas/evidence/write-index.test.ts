import { verifyFreshness } from '../../../lambdas/backup-freshness/verify.ts';
import { indexSettings } from '../../../lambdas/evidence/settings.ts';
import { write } from '../../../lambdas/evidence/store.ts';
import { writeIndex } from '../../../lambdas/evidence/write-index.ts';
import { RegionPair } from '../region-pair.ts';
import { FRESHNESS } from '../scenario.ts';

const SETTINGS = indexSettings.parse({
  ...FRESHNESS,
  verifiers: [{ name: 'backup-freshness', leastPerDay: 1 }],
});

let regions: RegionPair;

beforeAll(async () => {
  regions = await RegionPair.start();
});
afterAll(() => regions?.remove());
beforeEach(async () => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
  await regions.seed();
  await verifyFreshness({ scheduledAt: '2026-11-30T23:59:59Z' }, FRESHNESS, regions);
});
afterEach(() => jest.restoreAllMocks());

const FIRST = { scheduledAt: '2026-12-01T00:30:00Z' };

describe('the index against moto', () => {
  test('D3: on the first of a month is that of the month before, and tells that it ran', async () => {
    expect(await writeIndex(FIRST, SETTINGS, regions)).toBe('good');
    const records = await regions.records();
    expect(Object.keys(records)).toEqual([
      'index/2026/11.json',
      'records/2026/11/30/backup-freshness/2026-11-30T23:59:59.000Z.json',
      'records/2026/12/01/evidence/2026-12-01T00:30:00.000Z.json',
    ]);
    expect(records['index/2026/11.json']).toMatchObject({
      content: { month: '2026-11', records: [{ verifier: 'backup-freshness', verdict: 'good' }] },
    });
    expect(await regions.published()).toMatchObject({
      'Runs holdfast-production evidence': 1,
      'Problems holdfast-production evidence': 0,
    });
  });

  test('D3: can be written again, as a new version', async () => {
    await writeIndex(FIRST, SETTINGS, regions);
    await expect(writeIndex(FIRST, SETTINGS, regions)).resolves.toBe('good');
  });

  test('D3: tells of a file that somebody laid among the records', async () => {
    const store = { client: regions.s3, bucket: FRESHNESS.evidence.bucket };
    await write(store, 'records/2026/11/30/backup-freshness/invented.json', 'no JSON');
    expect(await writeIndex(FIRST, SETTINGS, regions)).toBe('bad');
    expect(jest.mocked(console.warn).mock.calls.map(([line]) => line.sentence)).toEqual([
      'records/2026/11/30/backup-freshness/invented.json: It is not a sealed record.',
    ]);
  });
});
