import {
  CreateBucketCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { judgeReplication } from '../../../lambdas/backup-copies/judge-replication.ts';
import { lookAtReplication } from '../../../lambdas/backup-copies/look-at-replication.ts';
import type { ReplicationSeen } from '../../../lambdas/backup-copies/seen.ts';
import { answered, type NoAnswer } from '../../../lambdas/verification/answer.ts';
import { clientOptions } from '../../../lambdas/verification/client-options.ts';
import { Moto } from '../../services/moto.ts';
import {
  ago,
  DAY,
  MINUTE,
  NOW,
  PRIMARY,
  PRIMARY_KEY,
  RECOVERY,
  RECOVERY_KEY,
  WORKLOAD,
} from '../scenario.ts';

const SETTINGS = {
  bucket: 'evidence',
  replica: { bucket: 'evidence-replica', region: RECOVERY },
  seconds: 15 * MINUTE,
  lockDays: 365,
};

const stored = (key: string, age: number) => ({ key, writtenAt: ago(age) });

const DETAIL = {
  key: 'b',
  keyArn: RECOVERY_KEY,
  lockMode: 'COMPLIANCE',
  retainUntil: ago(60 - 365 * DAY),
  writtenAt: ago(60),
};

const GOOD: ReplicationSeen = {
  targets: answered(['evidence-replica']),
  originals: answered([stored('a', DAY), stored('b', MINUTE)]),
  replicas: answered([stored('a', DAY), stored('b', MINUTE)]),
  newest: answered(DETAIL),
};

const problems = (change: Partial<ReplicationSeen>) =>
  judgeReplication(SETTINGS, WORKLOAD, { ...GOOD, ...change }, NOW)
    .filter(({ verdict }) => verdict !== 'good')
    .map(({ verdict, sentence }) => `${verdict}: ${sentence}`);

describe('the replication of a bucket', () => {
  test('D3: is good when everything that is due is there', () => {
    expect(problems({})).toEqual([]);
    expect(judgeReplication(SETTINGS, WORKLOAD, GOOD, NOW)).toHaveLength(3);
  });

  test('D3: is bad a second after its deadline', () => {
    const waiting = (age: number) =>
      problems({
        originals: answered([stored('late', age)]),
        replicas: answered([]),
        newest: answered(undefined),
      });
    expect(waiting(15 * MINUTE)).toEqual([]);
    expect(waiting(15 * MINUTE + 1)).toEqual([
      expect.stringMatching(
        /^bad: evidence-replica in eu-west-1 lacks what evidence has had for more than 15 min: late\./,
      ),
    ]);
  });

  test('D3: names three of many that are missing', () => {
    const originals = answered(['a', 'b', 'c', 'd', 'e'].map((key) => stored(key, DAY)));
    expect(problems({ originals, replicas: answered([]) })).toEqual([
      expect.stringContaining(': a, b, c and 2 more.'),
    ]);
  });

  test('D3: without an enabled rule is bad', () => {
    expect(problems({ targets: answered([]) })).toEqual([
      expect.stringMatching(/^bad: No enabled rule replicates/),
    ]);
  });

  test.each([
    ['the key of the lost region', { keyArn: PRIMARY_KEY }, /is not one of eu-west-1/],
    [
      'no lock',
      { lockMode: undefined, retainUntil: undefined },
      /has no object lock; it is not kept for 365 days/,
    ],
    ['a lock that ends early', { retainUntil: ago(-30 * DAY) }, /it is not kept for 365 days/],
  ])('D2: a replica with %s is bad', (_name, change, sentence) => {
    expect(problems({ newest: answered({ ...DETAIL, ...change }) })).toEqual([
      expect.stringMatching(sentence),
    ]);
  });

  test.each<[NoAnswer['state'], string]>([
    ['missing', 'bad: There is no bucket evidence-replica'],
    ['unavailable', 'unknown: It is not known how the bucket evidence-replica is'],
  ])('D3: a replica that is %s is no pass', (state, sentence) => {
    const [first] = problems({ replicas: { state, reason: 'why' } });
    expect(first).toContain(sentence);
  });
});

describe('the replication as moto tells it, which keeps rules and objects and replicates nothing by itself', () => {
  let moto: Moto;
  let client: S3Client;

  beforeAll(async () => {
    moto = await Moto.start();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    client = new S3Client({
      ...clientOptions(PRIMARY),
      endpoint: moto.endpoint,
      credentials,
      forcePathStyle: true,
    });
    for (const Bucket of ['evidence', 'evidence-replica']) {
      await client.send(
        new CreateBucketCommand({
          Bucket,
          ObjectLockEnabledForBucket: true,
          CreateBucketConfiguration: { LocationConstraint: PRIMARY },
        }),
      );
      await client.send(
        new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
      );
    }
  });
  afterAll(() => moto?.remove());

  const look = () => lookAtReplication(SETTINGS, () => client, new Date());

  test('D3: a bucket without replication is found to have none', async () => {
    const { targets } = await look();
    expect(targets.state).toBe('missing');
  });

  test('D3: rules, objects, and the key and lock of the newest replica are read', async () => {
    await client.send(
      new PutBucketReplicationCommand({
        Bucket: 'evidence',
        ReplicationConfiguration: {
          Role: `arn:aws:iam::${WORKLOAD}:role/replication`,
          Rules: [
            {
              Status: 'Enabled',
              Priority: 1,
              Filter: {},
              Destination: { Bucket: 'arn:aws:s3:::evidence-replica' },
            },
            { Status: 'Disabled', Priority: 2, Filter: {}, Destination: { Bucket: 'arn:aws:s3:::another' } },
          ],
        },
      }),
    );
    const Key = `records/${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/verifier/run.json`;
    const retainUntil = new Date(Date.now() + 400 * DAY * 1000);
    for (const Bucket of ['evidence', 'evidence-replica']) {
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body: '{}',
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: RECOVERY_KEY,
          ObjectLockMode: 'COMPLIANCE',
          ObjectLockRetainUntilDate: retainUntil,
        }),
      );
    }
    const seen = await look();
    expect(seen).toMatchObject({
      targets: answered(['evidence-replica']),
      originals: { value: [{ key: Key }] },
      replicas: { value: [{ key: Key }] },
      newest: { value: { key: Key, keyArn: RECOVERY_KEY, lockMode: 'COMPLIANCE' } },
    });
    expect(judgeReplication(SETTINGS, WORKLOAD, seen, new Date()).map(({ verdict }) => verdict)).toEqual([
      'good',
      'good',
      'good',
    ]);
  });
});
