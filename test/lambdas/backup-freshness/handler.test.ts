import { handler } from '../../../lambdas/backup-freshness/handler.ts';
import { RegionPair } from '../region-pair.ts';
import { runHandler, stopClock } from '../run-handler.ts';
import { DATABASE, DAY, FRESHNESS, HOUR, MINUTE } from '../scenario.ts';
import {
  ago,
  daily,
  GOOD,
  holdMany,
  older,
  PROBLEMS,
  RUNS,
  replicated,
  rpo,
  SITUATIONS,
  standInFor,
} from './situations.ts';

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
  stopClock();
  await regions.seed();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const run = (scheduledAt = SCHEDULED) => runHandler(regions, handler, FRESHNESS, scheduledAt);

describe('the freshness handler against moto and, where moto has no answer, response shapes of the API reference', () => {
  test.each(Object.entries(SITUATIONS))(
    'D3: gives metric, record and sentence of %s',
    async (_name, { make, verdict, says, publishes = {} }) => {
      await make(regions);
      const { answer, metrics, recordKey, record, recorded, logged } = await run();
      expect(answer).toEqual({ verdict });
      expect(recorded).toEqual(says);
      expect(logged).toEqual(says);
      expect(metrics).toEqual(published({ ...GOOD, [PROBLEMS]: says.length, ...publishes }));
      expect(recordKey).toBe(KEY);
      expect(record).toMatchObject({
        format: 1,
        verifier: 'backup-freshness',
        environment: 'holdfast-production',
        scheduledAt: '2026-11-23T11:00:00.000Z',
        checkedAt: new Date().toISOString(),
        verdict,
      });
      expect(measured(record)).toEqual(
        published({ ...GOOD, ...publishes, [PROBLEMS]: undefined, [RUNS]: undefined }),
      );
    },
  );

  test('D3: asks five times for 5,000 snapshots, and once for what fits into one answer', async () => {
    holdMany(regions);
    await run();
    const lists = regions.front.asked.filter(({ path }) => path.endsWith('/recovery-points'));
    expect(lists.map(({ region }) => region).sort()).toEqual([...Array(5).fill('eu-central-1'), 'eu-west-1']);
  });

  test('D3: reads the newest of several replicated logs, and none of another database', async () => {
    const other = DATABASE.replace('eu-central-1', 'eu-west-1');
    regions.standIns.recovery.replicatedBackups = [
      { arn: DATABASE, status: 'retained', latest: ago(30 * DAY) },
      { arn: DATABASE, status: 'replicating', latest: ago(5 * MINUTE) },
      { arn: DATABASE, status: 'creating' },
      { arn: other, status: 'active', latest: ago(MINUTE) },
    ];
    const { answer, metrics } = await run();
    expect(answer).toEqual({ verdict: 'good' });
    expect(metrics[rpo('point-in-time', 'eu-west-1')]).toBe(5 * MINUTE);
  });

  test.each([
    ['the last millisecond of a month', '2026-11-30T23:59:59.999Z', '2026/11/30'],
    ['the first moment of the next', '2026-12-01T00:00:00.000Z', '2026/12/01'],
  ])('D3: in %s keeps the day and the limits apart to the second', async (_name, now, day) => {
    const past = async (seconds: number) => {
      stopClock(new Date(now));
      await regions.seed();
      standInFor(regions, ago(MINUTE));
      replicated(regions, ago(2 * MINUTE));
      daily(regions, (one) => older(one, 28 * HOUR + seconds));
      return run(now);
    };
    const exact = await past(0);
    expect(exact.answer).toEqual({ verdict: 'good' });
    expect(exact.recordKey).toBe(`records/${day}/backup-freshness/${now}`.concat('.json'));
    expect(exact.metrics[rpo('daily', 'eu-west-1')]).toBe(36 * HOUR);
    const second = await past(1);
    expect(second.answer).toEqual({ verdict: 'bad' });
    expect(second.metrics).toMatchObject({ [rpo('daily', 'eu-west-1')]: 36 * HOUR + 1, [PROBLEMS]: 2 });
    const minute = await past(MINUTE);
    expect(minute.recorded).toEqual(
      ['eu-central-1', 'eu-west-1'].map((region) =>
        expect.stringContaining(
          `bad: daily/${region}: The newest daily recovery point in ${region} is of 2026-11-21T22:59:00.000Z, 1 d 12 h 1 min ago, which is more than the limit of 1 d 12 h.`,
        ),
      ),
    );
  });

  test('D3: leaves one signed record for a run, however often it is tried', async () => {
    const first = await run();
    const second = await run();
    expect(second.record).toEqual(first.record);
    expect(second.metrics).toMatchObject({ [RUNS]: 2 });
  });

  test('D3: fails, and publishes nothing, when its record cannot be kept', async () => {
    const elsewhere = { ...FRESHNESS, evidence: { ...FRESHNESS.evidence, bucket: 'gone' } };
    await expect(runHandler(regions, handler, elsewhere, SCHEDULED)).rejects.toThrow(/bucket/i);
    expect(await regions.metrics()).toEqual({});
  });

  test('D3: refuses an event that names no moment', async () => {
    await expect(runHandler(regions, handler, FRESHNESS, 'today')).rejects.toThrow(
      /^The event has no scheduledAt/,
    );
  });
});

/** Without what may not be published. */
function published(metrics: Readonly<Record<string, number | undefined>>): Record<string, number> {
  const there = Object.entries(metrics).filter((one): one is [string, number] => one[1] !== undefined);
  return Object.fromEntries(there);
}

interface Measured {
  readonly name: string;
  readonly dimensions: { readonly Source: string; readonly Region: string };
  readonly seconds: number;
}

/** What a record says was measured, as it is published. */
function measured({ measurements }: { readonly measurements: readonly Measured[] }): Record<string, number> {
  return Object.fromEntries(
    measurements.map(({ dimensions, seconds }) => [rpo(dimensions.Source, dimensions.Region), seconds]),
  );
}
