import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chown, mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { writeImageContext } from '../../../constructs/load-test/image.ts';
import { AppServer, environmentFor } from '../../app-src/app-server.ts';
import { ensureK6 } from '../../requirements/k6.ts';
import { Moto } from '../../services/moto.ts';
import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { makeCertificate } from './certificate.ts';
import type { streamK6 } from './k6-stream.ts';
import { ProofGate } from './proof-gate.ts';
import type { FargateResult } from './result.ts';

/** A build of the app may come first. */
const patience = 400_000;

const ORIGIN = 'https://staging.example.com';
const PROOF = 'what-the-edge-proves-itself-with';
const SECRET = 'what-cookies-are-signed-with-in-staging';
const BUCKET = 'results-of-staging';

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

describe('what the image runs, from the image’s own files', () => {
  let folder: string;
  let postgres: Postgres;
  let redis: Redis;
  let app: AppServer;
  let gate: ProofGate;
  let moto: Moto;
  let s3: S3Client;
  /** Hands out what the task's role is worth, as ECS does. */
  let credentials: Server;
  let k6: Parameters<typeof streamK6>[0]['program'];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'holdfast-image-'));
    writeImageContext(folder);
    k6 = await ensureK6();
    postgres = await Postgres.start();
    redis = await Redis.start();
    moto = await Moto.start();
    credentials = createServer((_, answer) => {
      const Expiration = new Date(Date.now() + 3_600_000).toISOString();
      answer.end(JSON.stringify({ AccessKeyId: 'A', SecretAccessKey: 'B', Token: 'C', Expiration }));
    });
    credentials.listen(0, '127.0.0.1');
    await once(credentials, 'listening');
    s3 = new S3Client({
      ...{ endpoint: moto.endpoint, region: 'us-east-1', forcePathStyle: true },
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  }, patience);

  afterAll(async () => {
    await gate?.remove();
    await app?.stop();
    await moto?.remove();
    credentials?.close();
    await redis?.remove();
    await postgres?.remove();
    s3?.destroy();
    await rm(folder, { recursive: true });
  });

  const databaseVariables = () => {
    const all = Object.entries(environmentFor(postgres, redis));
    return Object.fromEntries(all.filter(([name]) => name.startsWith('DATABASE_')));
  };

  /** As ECS starts the container: with the image's entry point, and the variables of the task definition alone. */
  function start(args: readonly string[], variables: Readonly<Record<string, string | undefined>> = {}) {
    const container = spawn(process.execPath, args, {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        AWS_REGION: 'us-east-1',
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${(credentials.address() as AddressInfo).port}/role`,
        AWS_ENDPOINT_URL_S3: moto.endpoint,
        TARGET_ADDRESS: gate?.address ?? 'https://127.0.0.1:9',
        NODE_EXTRA_CA_CERTS: gate && path.join(folder, 'gate.crt'),
        PUBLIC_ORIGIN: ORIGIN,
        ORIGIN_PROOF: PROOF,
        AUTH_SECRET: SECRET,
        RESULT_BUCKET: BUCKET,
        RESULT_PREFIX: 'results/',
        K6: k6,
        ...databaseVariables(),
        ...variables,
      },
    });
    let said = '';
    for (const stream of [container.stdout, container.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        said += piece;
      });
    }
    const ended = once(container, 'close').then(([code]): Ended => ({ code, said }));
    return { container, ended, said: () => said };
  }

  const events = (said: string) =>
    said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });

  async function results(kind: 'progress' | 'result'): Promise<FargateResult[]> {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    const keys = Contents.map(({ Key = '' }) => Key).filter((key) => key.endsWith(`/${kind}.json`));
    expect(
      keys.filter((key) => !/^results\/smoke\/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\//.test(key)),
    ).toEqual([]);
    return Promise.all(
      keys.map(async (Key) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
        return JSON.parse((await Body?.transformToString()) ?? '') as FargateResult;
      }),
    );
  }

  it('fills an empty database, and leaves one that holds data alone unless told so twice', async () => {
    const { code, said } = await start(['fargate/seed.mjs', '--small']).ended;
    expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('600 proposals') });
    const again = await start(['fargate/seed.mjs', '--small']).ended;
    expect(again).toEqual({ code: 1, said: expect.stringContaining('holds data already; add --reset') });
    const reset = await start(['fargate/seed.mjs', '--small', '--reset']).ended;
    expect(reset).toEqual({ code: 1, said: expect.stringContaining('add --yes if this is what you want') });
  });

  it(
    'P2: signs 20 users in, has them do everything past the edge, and keeps the result',
    async () => {
      app = await AppServer.start({
        ...environmentFor(postgres, redis),
        AUTH_SECRET: SECRET,
        PUBLIC_ORIGINS: ORIGIN,
      });
      await app.becomes('ready');
      gate = await ProofGate.start(app.origin, PROOF, folder);
      const sql = postgres.connect();
      await sql`
        insert into users (id, name, email, email_verified, team_id, role, created_at, updated_at)
        values ('tester', 'A tester', 'tester@example.com', true, 'team-1', 'member', now(), now())`;
      const { code, said } = await start(['fargate/run.mjs', 'smoke']).ended;
      expect({ code, said }).toMatchObject({ code: 0 });
      const [result] = await results('result');
      expect(result).toMatchObject({
        profile: 'smoke',
        address: gate.address,
        outcome: { kind: 'completed' },
        users: 20,
        verdicts: [{ id: 'S1', measured: 0, held: true }],
        failures: {},
      });
      expect(result?.all.count).toBeGreaterThan(100);
      expect(result?.byRequest.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['GET /api/search', 'GET /api/proposals/{id}', 'GET /api/dashboard']),
      );
      expect(result?.windows.map(({ fromSecond }) => fromSecond)).toEqual([0, 5, 10]);
      expect(result?.windows[1]?.users).toBe(20);
      expect([...gate.hosts]).toEqual(['staging.example.com']);
      expect(gate.users.size).toBe(20);
      expect(gate.refused).toBe(0);
      const owners = await sql<{ owner: string; expired: boolean }[]>`
        select user_id as owner, expires_at < now() + interval '30 minutes' as expired from sessions`;
      await sql.end();
      expect(owners.length).toBeGreaterThanOrEqual(20);
      expect(owners.filter(({ owner, expired }) => owner === 'tester' || expired)).toEqual([]);
      expect(events(said).map(({ event }) => event)).toEqual(['begun', 'users are signed in', 'ended']);
      for (const secret of [PROOF, SECRET, postgres.password]) expect(said).not.toContain(secret);
    },
    patience,
  );

  it('P4: keeps what there is when the task is stopped, and does not take it for a whole run', async () => {
    const { container, ended, said } = start(['fargate/run.mjs', 'smoke']);
    await waitUntil('the users to be let loose', async () =>
      said().includes('users are signed in') ? true : undefined,
    );
    setTimeout(() => container.kill('SIGTERM'), 8_000);
    expect(await ended).toMatchObject({ code: 2 });
    const stopped = (await results('result')).find(({ outcome }) => outcome.kind === 'stopped');
    expect(stopped?.all.count).toBeGreaterThan(0);
  });

  it('measures nothing without the proof of the edge, and says what the load balancer answered', async () => {
    const { code, said } = await start(['fargate/run.mjs', 'smoke'], { ORIGIN_PROOF: 'another' }).ended;
    expect(code).toBe(2);
    const failed = (await results('result')).find(({ outcome }) => outcome.kind === 'failed');
    expect(failed).toMatchObject({
      measuredFrom: null,
      outcome: { why: expect.stringContaining(`is none: ${gate.address} answered 403 Forbidden`) },
    });
    expect(events(said).at(-1)).toMatchObject({ event: 'ended', kind: 'failed' });
  });

  it('signs in to the database by IAM over TLS, as the task definition says', async () => {
    const iam = { DATABASE_AUTH: 'iam', DATABASE_TLS: 'verify', DATABASE_CA_FILE: await encrypt(postgres) };
    const { said } = await start(['fargate/run.mjs', 'smoke'], iam).ended;
    // A PostgreSQL of one's own knows no tokens of IAM: that it refuses one shows that it was signed and sent.
    const why = expect.stringContaining('password authentication failed for user');
    expect(events(said).at(-1)).toMatchObject({ event: 'ended', kind: 'failed', why });
  });

  it('does not begin when it could not keep the result', async () => {
    const { code, said } = await start(['fargate/run.mjs', 'smoke'], { RESULT_BUCKET: 'nowhere' }).ended;
    expect({ code, events: events(said) }).toEqual({
      code: 2,
      events: [{ event: 'nothing measured', why: expect.stringContaining('bucket') }],
    });
  });

  it('tells in one sentence what it was not told', async () => {
    const { code, said } = await start(['fargate/run.mjs', 'marathon']).ended;
    expect({ code, events: events(said) }).toEqual({
      code: 2,
      events: [
        {
          event: 'nothing measured',
          why: '"marathon" is no profile: start the task with one of smoke, load, stress, soak.',
        },
      ],
    });
  });
});

/** @returns path of the certificate authority of the server */
async function encrypt(postgres: Postgres): Promise<string> {
  const { certificate, key } = await makeCertificate(postgres.dataFolder, 'server');
  const { uid, gid } = await stat(postgres.dataFolder);
  await Promise.all([chown(key, uid, gid), chown(certificate, uid, gid)]);
  await appendFile(path.join(postgres.dataFolder, 'postgresql.conf'), 'ssl = on\n');
  await postgres.stop();
  await postgres.start();
  return certificate;
}
