import { verifyFreshness } from '../../../lambdas/backup-freshness/verify.ts';
import { handler } from '../../../lambdas/evidence/handler.ts';
import { indexSettings } from '../../../lambdas/evidence/settings.ts';
import { write } from '../../../lambdas/evidence/store.ts';
import { RegionPair } from '../region-pair.ts';
import { runHandler } from '../run-handler.ts';
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

const run = () => runHandler(regions, handler, SETTINGS, '2026-12-01T00:30:00Z');

describe('the index handler against moto', () => {
  test('D3: on the first of a month is that of the month before, and tells that it ran', async () => {
    const { answer, recorded } = await run();
    expect(answer).toEqual({ verdict: 'good' });
    expect(recorded).toEqual([]);
    const records = await regions.records();
    expect(Object.keys(records)).toEqual([
      'index/2026/11.json',
      'records/2026/11/30/backup-freshness/2026-11-30T23:59:59.000Z.json',
      'records/2026/12/01/evidence/2026-12-01T00:30:00.000Z.json',
    ]);
    expect(records['index/2026/11.json']).toMatchObject({
      content: { month: '2026-11', records: [{ verifier: 'backup-freshness', verdict: 'good' }] },
    });
    expect(await regions.metrics()).toMatchObject({
      'Runs Environment=holdfast-production Verifier=evidence Count': 1,
      'Problems Environment=holdfast-production Verifier=evidence Count': 0,
    });
  });

  test('D3: can be written again, as a new version', async () => {
    const first = await run();
    const second = await run();
    expect(second.answer).toEqual({ verdict: 'good' });
    expect(second.record).toEqual(first.record);
  });

  test('D3: tells of a file that somebody laid among the records', async () => {
    const store = { client: regions.s3, bucket: FRESHNESS.evidence.bucket };
    await write(store, 'records/2026/11/30/backup-freshness/invented.json', 'no JSON');
    const { answer, metrics, recorded, logged } = await run();
    expect(answer).toEqual({ verdict: 'bad' });
    expect(metrics).toMatchObject({
      'Problems Environment=holdfast-production Verifier=evidence Count': 1,
    });
    expect(logged).toEqual(recorded);
    expect(recorded).toEqual([
      'bad: record/records/2026/11/30/backup-freshness/invented.json: records/2026/11/30/backup-freshness/invented.json: It is not a sealed record.',
    ]);
  });

  test('D3: fails, and publishes nothing, when it may not read the records: its silence then rings', async () => {
    const before = await regions.metrics();
    regions.front.fault = ({ service, method, path }) =>
      service === 's3' && method === 'GET' && path.includes('/records/')
        ? { status: 403, name: 'AccessDenied' }
        : undefined;
    await expect(run()).rejects.toThrow('AccessDenied of the test');
    expect(await regions.metrics()).toEqual(before);
  });

  test('D3: waits and reads on when S3 asks it to slow down', async () => {
    let refusals = 2;
    regions.front.fault = ({ service, method, path }) =>
      service === 's3' && method === 'GET' && path.includes('/records/') && refusals-- > 0
        ? { status: 503, name: 'SlowDown' }
        : undefined;
    expect((await run()).answer).toEqual({ verdict: 'good' });
    expect(refusals).toBeLessThan(0);
  });
});
