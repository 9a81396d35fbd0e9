import { CreateBucketCommand, PutBucketReplicationCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { handler } from '../../../lambdas/backup-copies/handler.ts';
import { dayPrefix } from '../../../lambdas/evidence/record.ts';
import { RegionPair } from '../region-pair.ts';
import { runHandler, stopClock } from '../run-handler.ts';
import {
  COPIES,
  FRESHNESS,
  HOUR,
  JOBS,
  MINUTE,
  ORIGINALS,
  RECOVERY,
  RECOVERY_KEY,
  WORKLOAD,
} from '../scenario.ts';
import { copyOf, holdMany, intoRecovery, jobs, older, PROBLEMS, RUNS, SITUATIONS } from './situations.ts';

const SCHEDULED = '2026-11-23T11:00:00Z';
const KEY = 'records/2026/11/23/backup-copies/2026-11-23T11:00:00.000Z.json';

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

const run = (settings: object = COPIES, scheduledAt = SCHEDULED) =>
  runHandler(regions, handler, settings, scheduledAt);

describe('the copies handler against moto and, where moto has no answer, response shapes of the API reference', () => {
  test.each(Object.entries(SITUATIONS))(
    'D2, D3: gives metric, record and sentence of %s',
    async (_name, { make, verdict, says }) => {
      await make(regions);
      const { answer, metrics, recordKey, record, recorded, logged } = await run();
      expect(answer).toEqual({ verdict });
      expect(recorded).toEqual(says);
      expect(logged).toEqual(says);
      expect(metrics).toEqual({ [RUNS]: 1, [PROBLEMS]: says.length });
      expect(recordKey).toBe(KEY);
      expect(record).toMatchObject({
        format: 1,
        verifier: 'backup-copies',
        environment: 'holdfast-production',
        scheduledAt: '2026-11-23T11:00:00.000Z',
        checkedAt: new Date().toISOString(),
        verdict,
        measurements: [],
      });
    },
  );

  test('D3: asks as often as 5,000 snapshots and 9,999 copy jobs take', async () => {
    holdMany(regions);
    await run();
    const asked = regions.front.asked.filter(({ service }) => service === 'backup').map(({ path }) => path);
    const times = (end: string) => asked.filter((path) => path.endsWith(end)).length;
    expect(times(`${FRESHNESS.primary.vault}/recovery-points`)).toBe(5);
    expect(times(`${FRESHNESS.recovery.vault}/recovery-points`)).toBe(5);
    expect(times('/copy-jobs') + times('/copy-jobs/')).toBe(10);
  });

  test.each([
    ['the last millisecond of a month', '2026-11-30T23:59:59.999Z', '2026/11/30'],
    ['the first moment of the next', '2026-12-01T00:00:00.000Z', '2026/12/01'],
  ])('D3: in %s keeps the day and the deadline apart to the second', async (_name, now, day) => {
    const withoutJob = async (seconds: number) => {
      stopClock(new Date(now));
      await regions.seed();
      // Of the recovery points, only today's is younger than its deadline: it was finished seven and a half hours ago.
      regions.hold('primary', [
        ...ORIGINALS.slice(1),
        ...ORIGINALS.slice(0, 1).map((one) => older(one, 4.5 * HOUR + seconds)),
      ]);
      jobs(
        regions,
        JOBS.filter((job) => !(job.source.endsWith('today') && intoRecovery(job))),
      );
      return run(COPIES, now);
    };
    const due = await withoutJob(0);
    expect(due.answer).toEqual({ verdict: 'good' });
    expect(due.recordKey).toBe(`records/${day}/backup-copies/${now}.json`);
    const late = await withoutJob(1);
    expect(late.answer).toEqual({ verdict: 'bad' });
    expect(late.metrics[PROBLEMS]).toBe(1);
    expect(late.recorded).toEqual([
      `bad: ${copyOf('today', 'daily', '2026-11-22T22:29:59.000Z')} is missing: no copy job began within 12 h. See its copy job, and copy it again by hand.`,
    ]);
  });

  test('D3: tells of a record of the day before that is not replicated, and of a replica without a lock', async () => {
    const replication = {
      bucket: FRESHNESS.evidence.bucket,
      replica: { bucket: 'evidence-replica', region: RECOVERY },
      seconds: 15 * MINUTE,
      lockDays: 365,
    };
    const records = `${dayPrefix(new Date())}test/`;
    await replicateTo(replication.replica.bucket);
    await put(replication.bucket, `${records}old.json`);
    await put(replication.replica.bucket, `${records}old.json`);
    await put(replication.bucket, `${records}new.json`);
    // Moto writes with its own clock, so that here the clock goes on instead, over midnight.
    stopClock(new Date(new Date().setUTCHours(24, 20, 0, 0)));
    const { answer, metrics, logged } = await run({ ...COPIES, replication });
    expect(answer).toEqual({ verdict: 'bad' });
    expect(metrics[PROBLEMS]).toBe(2);
    expect(logged).toEqual([
      `bad: replication/objects/evidence: evidence-replica in eu-west-1 lacks what evidence has had for more than 15 min: ${records}new.json. See the replication metrics and the permissions of its role, and replicate them with S3 Batch Replication.`,
      `bad: replication/newest/evidence: Of the newest replica, ${records}old.json in evidence-replica: it has no object lock; it is not kept for 365 days. Deploy the verification stacks of both regions.`,
    ]);
  });
});

/** Makes a bucket without locks that the evidence is replicated to, by rule; moto replicates nothing by itself. */
async function replicateTo(Bucket: string): Promise<void> {
  await regions.s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: RECOVERY } }),
  );
  await regions.s3.send(
    new PutBucketReplicationCommand({
      Bucket: FRESHNESS.evidence.bucket,
      ReplicationConfiguration: {
        Role: `arn:aws:iam::${WORKLOAD}:role/replication`,
        Rules: [
          { Status: 'Enabled', Priority: 1, Filter: {}, Destination: { Bucket: `arn:aws:s3:::${Bucket}` } },
        ],
      },
    }),
  );
}

async function put(Bucket: string, Key: string): Promise<void> {
  await regions.s3.send(
    new PutObjectCommand({
      Bucket,
      Key,
      Body: '{}',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: RECOVERY_KEY,
    }),
  );
}
