import { DeleteDBInstanceCommand } from '@aws-sdk/client-rds';
import { verifyFreshness } from '../../../lambdas/backup-freshness/verify.ts';
import { createSigner, sealFault } from '../../../lambdas/evidence/signature.ts';
import { pointShape } from '../backup-shapes.ts';
import { RegionPair } from '../region-pair.ts';
import { DAY, FRESHNESS, ORIGINALS, PRIMARY_KEY, point } from '../scenario.ts';

const SCHEDULED = '2026-11-23T11:00:00Z';
const KEY = 'records/2026/11/23/backup-freshness/2026-11-23T11:00:00.000Z.json';

let regions: RegionPair;

beforeAll(async () => {
  regions = await RegionPair.start();
});
afterAll(() => regions?.remove());
beforeEach(async () => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
  await regions.seed();
});
afterEach(() => jest.restoreAllMocks());

const run = () => verifyFreshness({ scheduledAt: SCHEDULED }, FRESHNESS, regions);
const problems = () =>
  jest.mocked(console.warn).mock.calls.map(([line]) => `${line.verdict}: ${line.sentence}`);

describe('the freshness verifier against moto and, where moto has no answer, response shapes of the API reference', () => {
  test('D3: publishes the achieved RPO of both regions, and that it ran without a problem', async () => {
    expect(await run()).toBe('good');
    const published = await regions.published();
    expect(published).toMatchObject({
      'Runs holdfast-production backup-freshness': 1,
      'Problems holdfast-production backup-freshness': 0,
    });
    expect(published['AchievedRpoSeconds holdfast-production point-in-time eu-central-1']).toBeLessThan(3600);
    expect(published['AchievedRpoSeconds holdfast-production point-in-time eu-west-1']).toBeCloseTo(600, -2);
    expect(published['AchievedRpoSeconds holdfast-production daily eu-west-1']).toBeCloseTo(8 * 3600, -2);
  });

  test('D3: leaves a signed record, once for a run however often it is tried', async () => {
    await run();
    await run();
    const records = await regions.records();
    expect(Object.keys(records)).toEqual([KEY]);
    expect(sealFault(records[KEY], createSigner('s'.repeat(64)).publicKey)).toBeUndefined();
    expect(records[KEY]).toMatchObject({
      content: { verdict: 'good', scheduledAt: '2026-11-23T11:00:00.000Z' },
    });
    expect(await regions.published()).toMatchObject({ 'Runs holdfast-production backup-freshness': 2 });
  });

  test('D3: a database that is gone is a problem', async () => {
    await regions.primary.rds.send(
      new DeleteDBInstanceCommand({
        DBInstanceIdentifier: FRESHNESS.database.instance,
        SkipFinalSnapshot: true,
      }),
    );
    expect(await run()).toBe('bad');
    expect(problems()).toEqual([
      'bad: There is no database holdfast-production-db in eu-central-1. If nobody deleted it on purpose, restore it.',
    ]);
  });

  test('D3: backups that are no longer replicated are a problem', async () => {
    regions.standIns.recovery.replicatedBackup = undefined;
    expect(await run()).toBe('bad');
    expect(problems()).toEqual([expect.stringContaining('can be restored in eu-west-1: not replicated')]);
  });

  test('D3: a deleted vault is a problem', async () => {
    regions.standIns.recovery.vaults.clear();
    expect(await run()).toBe('bad');
    expect(problems()).toHaveLength(2);
    expect(await regions.published()).toMatchObject({ 'Problems holdfast-production backup-freshness': 2 });
  });

  test('D3: finds the newest of 5,000 recovery points, which fill five answers', async () => {
    const many = Array.from({ length: 5_000 - ORIGINALS.length }, (_, index) =>
      point(`old-${index}`, 'daily', 2 * DAY + index, PRIMARY_KEY),
    );
    const { primary } = regions.standIns;
    const place = primary.vaults.get(FRESHNESS.primary.vault);
    if (!place) throw new Error('The vault is not there.');
    primary.vaults.set(FRESHNESS.primary.vault, {
      ...place,
      points: [...many, ...ORIGINALS].map(pointShape),
    });
    expect(await run()).toBe('good');
    expect(primary.asked.filter((path) => path.includes('recovery-points'))).toHaveLength(5);
  });

  test('D3: waits and tries again when it is throttled', async () => {
    let refusals = 2;
    regions.standIns.recovery.fault = (path) =>
      path.startsWith('/backup-vaults') && refusals-- > 0
        ? { status: 400, name: 'ThrottlingException' }
        : undefined;
    expect(await run()).toBe('good');
    expect(regions.standIns.recovery.asked.length).toBeGreaterThan(3);
  });

  test.each([
    [{ status: 400, name: 'ThrottlingException' }, /throttled/],
    [{ status: 400, name: 'AccessDeniedException' }, /denied .* deploying its stack/],
    [{ status: 503, name: 'ServiceUnavailableException' }, /unavailable .* health of the region/],
  ])(
    'D3: %p of the recovery region for good is an unknown, not a pass, and does not hide the primary region',
    async (fault, sentence) => {
      regions.standIns.recovery.fault = (path) => (path.startsWith('/backup-vaults') ? fault : undefined);
      expect(await run()).toBe('unknown');
      expect(problems()).toEqual([expect.stringMatching(sentence), expect.stringMatching(sentence)]);
      expect(await regions.published()).toMatchObject({
        'Problems holdfast-production backup-freshness': 2,
        'AchievedRpoSeconds holdfast-production daily eu-central-1': expect.any(Number),
      });
    },
  );

  test('D3: fails, and publishes nothing, when its record cannot be kept', async () => {
    const elsewhere = { ...FRESHNESS, evidence: { ...FRESHNESS.evidence, bucket: 'gone' } };
    await expect(verifyFreshness({ scheduledAt: SCHEDULED }, elsewhere, regions)).rejects.toThrow(/bucket/i);
    expect(await regions.published()).toEqual({});
  });

  test('D3: refuses an event that names no moment', async () => {
    await expect(verifyFreshness({}, FRESHNESS, regions)).rejects.toThrow(/^The event has no scheduledAt/);
  });
});
