import { verifyFreshness } from '../../../lambdas/backup-freshness/verify.ts';
import { RegionPair } from '../region-pair.ts';
import { FRESHNESS } from '../scenario.ts';

const EVENT = { scheduledAt: '2026-11-23T11:00:00Z' };

let here: RegionPair;
let there: RegionPair;

beforeAll(async () => {
  [here, there] = await Promise.all([RegionPair.start(), RegionPair.start()]);
});
afterAll(async () => {
  await here?.remove();
  await there?.remove();
});
beforeEach(async () => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
  await here.seed();
  await there.seed();
});
afterEach(() => jest.restoreAllMocks());

/** The services of one region, with the other one as its witness. */
const services = () => ({
  primary: here.primary,
  recovery: here.recovery,
  s3: here.s3,
  cloudWatch: here.cloudWatch,
  secrets: here.secrets,
  witness: there.cloudWatch,
});

describe('the witness of a verifier', () => {
  test('D3: is told that a run came to its end, and nothing of what it found', async () => {
    await here.deleteVault('recovery');
    expect(await verifyFreshness(EVENT, FRESHNESS, services())).toBe('bad');
    expect(await there.metrics()).toEqual({
      'Runs Environment=holdfast-production Verifier=backup-freshness Count': 1,
    });
    expect(await here.metrics()).toMatchObject({
      'Problems Environment=holdfast-production Verifier=backup-freshness Count': 2,
    });
  });

  test('D3: that is away leaves the run as it is, and the log says so', async () => {
    const gone = await RegionPair.start();
    await gone.remove();
    const witness = gone.cloudWatch;
    expect(await verifyFreshness(EVENT, FRESHNESS, { ...services(), witness })).toBe('good');
    expect(await here.metrics()).toMatchObject({
      'Runs Environment=holdfast-production Verifier=backup-freshness Count': 1,
    });
    expect(jest.mocked(console.warn).mock.calls[0]?.[0].message).toMatch(
      /^backup-freshness could not tell its witness region that it ran: unavailable/,
    );
  });

  test('D3: is not told of a run whose record could not be kept', async () => {
    const elsewhere = { ...FRESHNESS, evidence: { ...FRESHNESS.evidence, bucket: 'gone' } };
    await expect(verifyFreshness(EVENT, elsewhere, services())).rejects.toThrow(/bucket/i);
    expect(await there.metrics()).toEqual({});
  });
});
