import {
  CreateDBInstanceCommand,
  CreateDBSnapshotCommand,
  DescribeDBInstancesCommand,
} from '@aws-sdk/client-rds';
import { createSigner, sealFault } from '../../../lambdas/evidence/signature.ts';
import { writeOnce } from '../../../lambdas/evidence/store.ts';
import { checkIntegrity } from '../../../lambdas/integrity-canary/check.ts';
import { verifyIntegrity } from '../../../lambdas/integrity-canary/verify.ts';
import { openInstance } from '../../../lambdas/restore-validation/open-instance.ts';
import { originalTime } from '../../../lambdas/restore-validation/original-time.ts';
import { restoreSettings } from '../../../lambdas/restore-validation/settings.ts';
import { validateRestore } from '../../../lambdas/restore-validation/validate.ts';
import { Postgres } from '../../services/postgres.ts';
import { fillWithSales, TRANSIENT } from '../data-integrity/sales-data.ts';
import { RegionPair } from '../region-pair.ts';
import { FRESHNESS, RECOVERY } from '../scenario.ts';

const JOB = 'job-1';
const INSTANCE = 'awsbackup-restore-test-1';
const PLAN = `arn:aws:backup:${RECOVERY}:111122223333:restore-testing-plan:holdfast-1`;
const SETTINGS = restoreSettings.parse({
  ...FRESHNESS,
  region: RECOVERY,
  database: { name: 'postgres', user: 'holdfast', port: 5432 },
  objectiveSeconds: 4 * 3600,
  quietSeconds: 900,
  transientTables: TRANSIENT,
});

let regions: RegionPair;
let server: Postgres;

beforeAll(async () => {
  [regions, server] = await Promise.all([RegionPair.start(), Postgres.start()]);
  const sql = server.connect();
  await fillWithSales(sql);
  await checkIntegrity(sql, undefined, TRANSIENT, new Date());
  await sql.end();
});
afterAll(async () => {
  await regions?.remove();
  await server?.remove();
});
beforeEach(async () => {
  jest.spyOn(console, 'info').mockImplementation();
  jest.spyOn(console, 'warn').mockImplementation();
  await regions.seed();
  const { recovery } = regions.standIns;
  recovery.restoreJobs.clear();
  recovery.validations.clear();
  recovery.restoreJobs.set(JOB, job());
  await regions.primary.rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: INSTANCE,
      DBInstanceClass: 'db.r7g.large',
      Engine: 'postgres',
      AllocatedStorage: 20,
      MasterUsername: 'owner',
      MasterUserPassword: 'password-of-the-test',
    }),
  );
});
afterEach(() => jest.restoreAllMocks());

const secondsAgo = (seconds: number) => Date.now() / 1000 - seconds;

function job(more: object = {}) {
  return {
    RestoreJobId: JOB,
    Status: 'COMPLETED',
    CreationDate: secondsAgo(1500),
    CompletionDate: secondsAgo(300),
    RecoveryPointCreationDate: secondsAgo(-60),
    CreatedResourceArn: `arn:aws:rds:${RECOVERY}:111122223333:db:${INSTANCE}`,
    CreatedBy: { RestoreTestingPlanArn: PLAN },
    ValidationStatus: 'VALIDATING',
    ...more,
  };
}

const services = () => ({
  backup: regions.recovery.backup,
  rds: regions.primary.rds,
  s3: regions.s3,
  cloudWatch: regions.cloudWatch,
  secrets: regions.secrets,
  open: async () => server.connect(),
});
const run = (more: object = {}) =>
  validateRestore({ detail: { restoreJobId: JOB } }, SETTINGS, { ...services(), ...more });

/** A run of the canary leaves the observation that a restore is compared with. */
async function observe(): Promise<void> {
  const settings = { ...SETTINGS, evidenceRegion: RECOVERY };
  await verifyIntegrity({ scheduledAt: new Date().toISOString() }, settings, services());
}

const told = () => regions.standIns.recovery.validations.get(JOB);
const ownRecord = async () => {
  const all = Object.entries(await regions.records());
  return all.find(([key]) => key.includes('/restore-validation/'))?.[1];
};
const instances = async () =>
  (await regions.primary.rds.send(new DescribeDBInstancesCommand({}))).DBInstances?.map(
    ({ DBInstanceIdentifier }) => DBInstanceIdentifier,
  );

describe('the restore validator against a real PostgreSQL, moto and, for AWS Backup, response shapes of the API reference', () => {
  test('D3, D5, D6: a good restore is recorded, measured and reported', async () => {
    await observe();
    expect(await run()).toBe('good');
    expect(told()).toEqual({
      ValidationStatus: 'SUCCESSFUL',
      ValidationStatusMessage: 'good: 7 checks passed.',
    });
    const record = await ownRecord();
    expect(sealFault(record, createSigner('s'.repeat(64)).publicKey)).toBeUndefined();
    const published = await regions.metrics();
    expect(published).toMatchObject({
      'Runs Environment=holdfast-production Verifier=restore-validation Count': 1,
      'Problems Environment=holdfast-production Verifier=restore-validation Count': 0,
    });
    expect(
      published[
        'MeasuredRtoSeconds Environment=holdfast-production Source=restore-test Region=eu-west-1 Seconds'
      ],
    ).toBeCloseTo(1200, -1);
    expect(
      published[
        'AchievedRpoSeconds Environment=holdfast-production Source=restore-test Region=eu-west-1 Seconds'
      ],
    ).toBe(0);
  });

  test('D3: the data is as old as the snapshot, not as the copy that AWS Backup dates', async () => {
    await observe();
    const { DBSnapshot } = await regions.primary.rds.send(
      new CreateDBSnapshotCommand({ DBInstanceIdentifier: INSTANCE, DBSnapshotIdentifier: 'original' }),
    );
    const taken = DBSnapshot?.OriginalSnapshotCreateTime;
    expect(taken).toBeInstanceOf(Date);
    expect(await originalTime(regions.primary.rds, DBSnapshot?.DBSnapshotArn)).toEqual(taken);
    expect(
      await originalTime(regions.primary.rds, 'arn:aws:rds:eu-west-1:111122223333:snapshot:gone'),
    ).toBeUndefined();
    const hoursLater = job({
      RecoveryPointArn: DBSnapshot?.DBSnapshotArn,
      RecoveryPointCreationDate: secondsAgo(-6 * 3600),
    });
    regions.standIns.recovery.restoreJobs.set(JOB, hoursLater);
    expect(await run()).toBe('good');
  });

  test('D3: a restore that took longer than the objective is none', async () => {
    await observe();
    regions.standIns.recovery.restoreJobs.set(JOB, job({ CreationDate: secondsAgo(5 * 3600) }));
    expect(await run()).toBe('bad');
    expect(told()).toMatchObject({
      ValidationStatus: 'FAILED',
      ValidationStatusMessage: expect.stringMatching(
        /it took 4 h 55 min.*; the objective is 4 h\. Restore into/,
      ),
    });
  });

  test('D3: what is not known to be good is reported as failed', async () => {
    expect(await run()).toBe('unknown');
    expect(told()).toMatchObject({ ValidationStatus: 'FAILED' });
    expect(await regions.metrics()).toMatchObject({
      'Problems Environment=holdfast-production Verifier=restore-validation Count': 3,
    });
  });

  test('D3: an observation that is not genuine is not compared with', async () => {
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
    const forged = createSigner('x'.repeat(64)).seal({
      observed: { observedAt: new Date().toISOString(), schemaVersion: 1, rows: {}, chain: null },
    });
    const store = { client: regions.s3, bucket: SETTINGS.evidence.bucket };
    await writeOnce(store, `records/${day}/integrity-canary/${new Date().toISOString()}.json`, forged);
    expect(await run()).toBe('unknown');
  });

  test('D3: a failed restore is a problem, and nothing is validated', async () => {
    regions.standIns.recovery.restoreJobs.set(
      JOB,
      job({ Status: 'FAILED', StatusMessage: 'no subnet', CreatedResourceArn: undefined }),
    );
    expect(await run()).toBe('bad');
    expect(told()).toBeUndefined();
    expect(await ownRecord()).toMatchObject({
      content: { findings: [{ sentence: expect.stringMatching(/^The restore is FAILED \(no subnet\)/) }] },
    });
  });

  test('D3: an instance that gives no answer is a problem', async () => {
    expect(await run({ open: () => Promise.reject(new Error('connect ECONNREFUSED')) })).toBe('bad');
    expect(told()).toMatchObject({
      ValidationStatusMessage: expect.stringContaining(`${INSTANCE} was restored and gives no answer`),
    });
  });

  test('D3: is judged once, however often it is told of', async () => {
    await observe();
    await run();
    const before = await regions.metrics();
    expect(await run()).toBe('good');
    expect(await regions.metrics()).toEqual(before);
  });

  test('D3: deletes the instance itself when AWS Backup cannot be told, and fails', async () => {
    await observe();
    regions.front.fault = ({ path }) =>
      path.endsWith('/validations') ? { status: 400, name: 'AccessDeniedException' } : undefined;
    await expect(run()).rejects.toThrow(/AccessDenied/);
    expect(await instances()).toEqual([FRESHNESS.database.instance]);
  });

  test('D3: a result that could not be recorded does not count, and every further attempt says so', async () => {
    await observe();
    const elsewhere = { ...SETTINGS, evidence: { ...SETTINGS.evidence, signingSecret: 'gone' } };
    const event = { detail: { restoreJobId: JOB } };
    await expect(validateRestore(event, elsewhere, services())).rejects.toThrow(/secret/i);
    expect(told()).toMatchObject({
      ValidationStatus: 'FAILED',
      ValidationStatusMessage: expect.stringMatching(/^The result could not be recorded/),
    });
    await expect(run()).rejects.toThrow(/^The result could not be recorded/);
  });

  test('D3: leaves alone what people restore', async () => {
    regions.standIns.recovery.restoreJobs.set(JOB, job({ CreatedBy: undefined }));
    await expect(run()).rejects.toThrow(/is not one of a restore testing plan, so it is left alone/);
    expect(await instances()).toContain(INSTANCE);
  });

  test('D3: refuses an event that names no job', async () => {
    await expect(validateRestore({}, SETTINGS, services())).rejects.toThrow(/has no detail\.restoreJobId/);
  });

  test('D3: lets IAM into a restored instance that lost it', async () => {
    const host = await openInstance(regions.primary.rds, INSTANCE, {
      pollMilliseconds: 10,
      limitMilliseconds: 10_000,
    });
    expect(host).toContain(INSTANCE);
    const { DBInstances: [found] = [] } = await regions.primary.rds.send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: INSTANCE }),
    );
    expect(found?.IAMDatabaseAuthenticationEnabled).toBe(true);
  });
});
