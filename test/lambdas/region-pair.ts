import { BackupClient } from '@aws-sdk/client-backup';
import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { CreateBucketCommand, PutObjectLockConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { keysUnder, readJson } from '../../lambdas/evidence/store.ts';
import type { RecoveryPoint } from '../../lambdas/recovery-points/recovery-point.ts';
import { clientOptions } from '../../lambdas/verification/client-options.ts';
import { VERIFIER_NAMESPACE } from '../../lambdas/verification/metric-names.ts';
import { AwsStandIn } from '../services/aws-stand-in.ts';
import { Moto } from '../services/moto.ts';
import { jobShape, pointShape, vaultShape } from './backup-shapes.ts';
import {
  DATABASE,
  FRESHNESS,
  JOBS,
  ORIGINALS,
  PRIMARY,
  PRIMARY_KEY,
  RECOVERY,
  RECOVERY_COPIES,
  RECOVERY_KEY,
  vault,
} from './scenario.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Two regions that answer over HTTP: moto for what it can, the stand-in for the rest. */
export class RegionPair {
  readonly s3: S3Client;
  readonly cloudWatch: CloudWatchClient;
  readonly secrets: SecretsManagerClient;
  readonly primary: { readonly rds: RDSClient; readonly backup: BackupClient };
  readonly recovery: { readonly rds: RDSClient; readonly backup: BackupClient };
  readonly #moto: Moto;
  readonly standIns: { readonly primary: AwsStandIn; readonly recovery: AwsStandIn };

  private constructor(moto: Moto, primary: AwsStandIn, recovery: AwsStandIn) {
    this.#moto = moto;
    this.standIns = { primary, recovery };
    const at = (endpoint: string, region = PRIMARY) => ({
      ...clientOptions(region),
      endpoint,
      credentials: CREDENTIALS,
    });
    this.s3 = new S3Client({ ...at(moto.endpoint), forcePathStyle: true });
    this.cloudWatch = new CloudWatchClient(at(moto.endpoint));
    this.secrets = new SecretsManagerClient(at(moto.endpoint));
    this.primary = {
      rds: new RDSClient(at(moto.endpoint)),
      backup: new BackupClient(at(primary.endpoint)),
    };
    this.recovery = {
      rds: new RDSClient(at(recovery.endpoint, RECOVERY)),
      backup: new BackupClient(at(recovery.endpoint, RECOVERY)),
    };
  }

  static async start(): Promise<RegionPair> {
    const [moto, ...standIns] = await Promise.all([Moto.start(), AwsStandIn.start(), AwsStandIn.start()]);
    return new RegionPair(moto, ...standIns);
  }

  /** Everything as it should be, with the scenario moved to the present: moto knows no other time. */
  async seed(): Promise<void> {
    await this.#moto.reset();
    const { bucket, signingSecret } = FRESHNESS.evidence;
    await this.secrets.send(new CreateSecretCommand({ Name: signingSecret, SecretString: 's'.repeat(64) }));
    await this.s3.send(
      new CreateBucketCommand({
        Bucket: bucket,
        ObjectLockEnabledForBucket: true,
        CreateBucketConfiguration: { LocationConstraint: PRIMARY },
      }),
    );
    await this.s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket: bucket,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
        },
      }),
    );
    await this.primary.rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: FRESHNESS.database.instance,
        DBInstanceClass: 'db.r7g.large',
        Engine: 'postgres',
        AllocatedStorage: 20,
        MasterUsername: 'owner',
        MasterUserPassword: 'password-of-the-test',
      }),
    );
    const { primary, recovery } = this.standIns;
    for (const standIn of [primary, recovery]) {
      standIn.asked.length = 0;
      standIn.fault = () => undefined;
    }
    const place = (keyArn: string, points: readonly RecoveryPoint[]) => ({
      described: vaultShape(vault(keyArn)),
      points: points.map(pointShape),
    });
    primary.vaults.set(FRESHNESS.primary.vault, place(PRIMARY_KEY, ORIGINALS));
    recovery.vaults.set(FRESHNESS.recovery.vault, place(RECOVERY_KEY, RECOVERY_COPIES));
    primary.copyJobs = JOBS.map(jobShape);
    // Never ahead of the primary region, where moto takes its own clock.
    recovery.replicatedBackup = { instanceArn: DATABASE, latest: new Date(Date.now() - 600_000) };
  }

  /** Sums of what was published, by name and dimensions other than the environment. */
  async published(): Promise<Record<string, number>> {
    const { Metrics = [] } = await this.cloudWatch.send(
      new ListMetricsCommand({ Namespace: VERIFIER_NAMESPACE }),
    );
    const answer = await this.cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 3_600_000),
        MetricDataQueries: Metrics.map((Metric, index) => ({
          Id: `m${index}`,
          MetricStat: { Metric, Period: 7_200, Stat: 'Sum' },
        })),
      }),
    );
    const named = (answer.MetricDataResults ?? []).map(({ Id, Values = [] }): [string, number] => {
      const metric = Metrics[Number(Id?.slice(1))];
      const dimensions = (metric?.Dimensions ?? []).map(({ Value }) => Value);
      return [[metric?.MetricName, ...dimensions].join(' '), Values.reduce((a, b) => a + b, 0)];
    });
    return Object.fromEntries(named);
  }

  /** Every record that was written, by key. */
  async records(): Promise<Record<string, unknown>> {
    const store = { client: this.s3, bucket: FRESHNESS.evidence.bucket };
    const keys = await keysUnder(store, '');
    return Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await readJson(store, key)])));
  }

  async remove(): Promise<void> {
    await Promise.all([this.#moto.remove(), this.standIns.primary.remove(), this.standIns.recovery.remove()]);
  }
}
