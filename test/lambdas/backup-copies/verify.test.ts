import { verifyCopies } from '../../../lambdas/backup-copies/verify.ts';
import { RegionPair } from '../region-pair.ts';
import { COPIES, FRESHNESS, PRIMARY, PRIMARY_KEY } from '../scenario.ts';

const KEY = 'records/2026/11/23/backup-copies/2026-11-23T11:00:00.000Z.json';

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

const run = () =>
  verifyCopies({ scheduledAt: '2026-11-23T11:00:00Z' }, COPIES, {
    backup: (region) => (region === PRIMARY ? regions.primary : regions.recovery).backup,
    s3: () => regions.s3,
    cloudWatch: regions.cloudWatch,
    secrets: regions.secrets,
  });
const problems = () =>
  jest.mocked(console.warn).mock.calls.map(([line]) => `${line.verdict}: ${line.sentence}`);

/** Changes every recovery point of the recovery region. */
function changeCopies(change: Readonly<Record<string, unknown>>): void {
  const { recovery } = regions.standIns;
  const place = recovery.vaults.get(FRESHNESS.recovery.vault);
  if (!place) throw new Error('The vault is not there.');
  const points = place.points.map((one) => ({ ...one, ...change }));
  recovery.vaults.set(FRESHNESS.recovery.vault, { ...place, points });
}

describe('the copies verifier against moto and, for AWS Backup, response shapes of the API reference', () => {
  test('D2, D3: publishes and records that every copy is there', async () => {
    expect(await run()).toBe('good');
    expect(await regions.published()).toEqual({
      'Runs holdfast-production backup-copies': 1,
      'Problems holdfast-production backup-copies': 0,
    });
    expect(await regions.records()).toMatchObject({ [KEY]: { content: { verdict: 'good' } } });
  });

  test.each([
    [
      'the key of the primary region',
      { EncryptionKeyArn: PRIMARY_KEY },
      /could not be read if another region/,
    ],
    ['a retention of its own', { Lifecycle: { DeleteAfterDays: 1 } }, /is kept for 1 day/],
    ['CREATING', { Status: 'CREATING' }, /is CREATING, and cannot be restored/],
    ['another ARN', { RecoveryPointArn: 'another' }, /the vault does not hold it/],
  ])('D2, D3: finds copies with %s', async (_name, change, sentence) => {
    changeCopies(change);
    expect(await run()).toBe('bad');
    expect(problems()).toHaveLength(3);
    for (const problem of problems()) expect(problem).toMatch(sentence);
    expect(await regions.published()).toMatchObject({ 'Problems holdfast-production backup-copies': 3 });
    expect(await regions.records()).toMatchObject({ [KEY]: { content: { verdict: 'bad' } } });
  });

  test('D3: finds that nothing was copied', async () => {
    regions.standIns.primary.copyJobs = [];
    expect(await run()).toBe('bad');
    expect(problems()).toHaveLength(4);
    for (const problem of problems()) expect(problem).toMatch(/is missing: no copy job began within 12 h/);
  });

  test('D3: finds the copy jobs among 2,500, which fill three answers', async () => {
    const { primary } = regions.standIns;
    const others = Array.from({ length: 2_500 }, (_, index) => ({
      ...primary.copyJobs[0],
      SourceRecoveryPointArn: `other-${index}`,
    }));
    primary.copyJobs = [...others, ...primary.copyJobs];
    expect(await run()).toBe('good');
    expect(primary.asked.filter((path) => path.startsWith('/copy-jobs'))).toHaveLength(3);
  });

  test('D3: a recovery region that is partly out is an unknown', async () => {
    regions.standIns.recovery.fault = (path) =>
      path.endsWith('/recovery-points/') || path.endsWith('/recovery-points')
        ? { status: 500, name: 'ServiceUnavailableException' }
        : undefined;
    expect(await run()).toBe('unknown');
    expect(problems()).toHaveLength(2);
  });
});
