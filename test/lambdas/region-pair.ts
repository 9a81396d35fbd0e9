import {
  BackupClient,
  CreateBackupVaultCommand,
  DeleteBackupVaultCommand,
  PutBackupVaultLockConfigurationCommand,
} from '@aws-sdk/client-backup';
import {
  CloudWatchClient,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type Metric,
} from '@aws-sdk/client-cloudwatch';
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { CreateBucketCommand, PutObjectLockConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { keysUnder, readJson } from '../../lambdas/evidence/store.ts';
import type { RecoveryPoint } from '../../lambdas/recovery-points/recovery-point.ts';
import { clientOptions } from '../../lambdas/verification/client-options.ts';
import { VERIFIER_NAMESPACE } from '../../lambdas/verification/metric-names.ts';
import { type AskedOfAws, AwsFront } from '../services/aws-front.ts';
import { AwsStandIn } from '../services/aws-stand-in.ts';
import { Moto } from '../services/moto.ts';
import { jobShape, pointShape } from './backup-shapes.ts';
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
} from './scenario.ts';

/** No call of a test is let in by them; clients only want to have some. */
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** What a vault of the scenario is like, and may be otherwise. */
interface VaultAttributes {
  readonly keyArn: string;
  readonly minDays?: number;
  readonly maxDays?: number;
}

/**
 * Two regions that answer over HTTP: moto for what it can, the stand-in for the rest. Secret, evidence and metrics are
 * in the recovery region, where the verifiers stand.
 */
export class RegionPair {
  readonly s3: S3Client;
  readonly cloudWatch: CloudWatchClient;
  readonly secrets: SecretsManagerClient;
  readonly primary: { readonly rds: RDSClient; readonly backup: BackupClient };
  readonly recovery: { readonly rds: RDSClient; readonly backup: BackupClient };
  readonly standIns: { readonly primary: AwsStandIn; readonly recovery: AwsStandIn };
  readonly front: AwsFront;
  readonly #moto: Moto;

  private constructor(moto: Moto, standIns: RegionPair['standIns'], front: AwsFront) {
    this.#moto = moto;
    this.standIns = standIns;
    this.front = front;
    const at = (region = PRIMARY) => ({
      ...clientOptions(region),
      endpoint: front.endpoint,
      credentials: CREDENTIALS,
    });
    this.s3 = new S3Client(at(RECOVERY));
    this.cloudWatch = new CloudWatchClient(at(RECOVERY));
    this.secrets = new SecretsManagerClient(at(RECOVERY));
    this.primary = { rds: new RDSClient(at()), backup: new BackupClient(at()) };
    this.recovery = { rds: new RDSClient(at(RECOVERY)), backup: new BackupClient(at(RECOVERY)) };
  }

  static async start(): Promise<RegionPair> {
    const [moto, primary, recovery] = await Promise.all([
      Moto.start(),
      AwsStandIn.start(),
      AwsStandIn.start(),
    ]);
    const front = await AwsFront.start((asked) => {
      const standIn = asked.region === RECOVERY ? recovery : primary;
      return isMotos(asked, standIn) ? moto.endpoint : standIn.endpoint;
    });
    return new RegionPair(moto, { primary, recovery }, front);
  }

  /** What leads a handler here, in the region that the verifiers stand in. */
  get environment(): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL: this.front.endpoint,
      // A profile of the person who tests would take the place of these credentials.
      AWS_PROFILE: '',
      AWS_REGION: RECOVERY,
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    };
  }

  /** Everything as it should be, with the scenario moved to the present: moto knows no other time. */
  async seed(): Promise<void> {
    await this.#moto.reset();
    this.front.fault = () => undefined;
    const { bucket, signingSecret } = FRESHNESS.evidence;
    await this.secrets.send(new CreateSecretCommand({ Name: signingSecret, SecretString: 's'.repeat(64) }));
    await this.s3.send(
      new CreateBucketCommand({
        Bucket: bucket,
        ObjectLockEnabledForBucket: true,
        CreateBucketConfiguration: { LocationConstraint: RECOVERY },
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
    await this.makeVault('primary', { keyArn: PRIMARY_KEY });
    await this.makeVault('recovery', { keyArn: RECOVERY_KEY });
    this.hold('primary', ORIGINALS);
    this.hold('recovery', RECOVERY_COPIES);
    const { primary, recovery } = this.standIns;
    primary.copyJobs = JOBS.map(jobShape);
    primary.database = undefined;
    // Never ahead of the primary region, where moto takes its own clock.
    recovery.replicatedBackups = [
      { arn: DATABASE, status: 'replicating', latest: new Date(Date.now() - 600_000) },
    ];
    this.front.asked.length = 0;
  }

  /** Makes the vault of a region anew, with a lock that nobody can lift, as moto keeps it. */
  async makeVault(
    kind: 'primary' | 'recovery',
    { keyArn, minDays = 35, maxDays = 365 }: VaultAttributes,
  ): Promise<void> {
    const { backup } = this[kind];
    const BackupVaultName = FRESHNESS[kind].vault;
    await backup.send(new DeleteBackupVaultCommand({ BackupVaultName })).catch(() => undefined);
    await backup.send(new CreateBackupVaultCommand({ BackupVaultName, EncryptionKeyArn: keyArn }));
    await backup.send(
      new PutBackupVaultLockConfigurationCommand({
        BackupVaultName,
        MinRetentionDays: minDays,
        MaxRetentionDays: maxDays,
        ChangeableForDays: 3,
      }),
    );
  }

  /** Deletes the vault of a region, with what it holds. */
  async deleteVault(kind: 'primary' | 'recovery'): Promise<void> {
    const BackupVaultName = FRESHNESS[kind].vault;
    await this[kind].backup.send(new DeleteBackupVaultCommand({ BackupVaultName }));
    this.standIns[kind].vaults.clear();
  }

  /** What the vault of a region holds from now on. */
  hold(kind: 'primary' | 'recovery', points: readonly RecoveryPoint[]): void {
    this.standIns[kind].vaults.set(FRESHNESS[kind].vault, points.map(pointShape));
  }

  /** Everything that was published, by name, dimensions and unit, e.g. `Runs Environment=a Verifier=b Count`; sums. */
  async metrics(): Promise<Record<string, number>> {
    const { Metrics = [] } = await this.cloudWatch.send(
      new ListMetricsCommand({ Namespace: VERIFIER_NAMESPACE }),
    );
    const each = await Promise.all(Metrics.map((metric) => this.#datapoints(metric)));
    return Object.fromEntries(each.flat());
  }

  async #datapoints({ MetricName, Dimensions = [] }: Metric): Promise<[string, number][]> {
    const { Datapoints = [] } = await this.cloudWatch.send(
      new GetMetricStatisticsCommand({
        Namespace: VERIFIER_NAMESPACE,
        MetricName,
        Dimensions,
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 3_600_000),
        Period: 7_200,
        Statistics: ['Sum'],
      }),
    );
    const named = Dimensions.map(({ Name, Value }) => `${Name}=${Value}`);
    return Datapoints.map(({ Sum = Number.NaN, Unit }) => [[MetricName, ...named, Unit].join(' '), Sum]);
  }

  /** Every record that was written, by key. */
  async records(): Promise<Record<string, unknown>> {
    const store = { client: this.s3, bucket: FRESHNESS.evidence.bucket };
    const keys = await keysUnder(store, '');
    return Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await readJson(store, key)])));
  }

  async remove(): Promise<void> {
    const { primary, recovery } = this.standIns;
    await Promise.all([this.#moto, primary, recovery, this.front].map((one) => one.remove()));
  }
}

/** Moto keeps vaults with their locks, and answers 404 for what is in them; it replicates no backups of a database. */
function isMotos({ service, path, action }: AskedOfAws, standIn: AwsStandIn): boolean {
  if (service === 'backup') return /^\/backup-vaults\/[^/]+(\/vault-lock)?$/.test(path);
  if (action === 'DescribeDBInstanceAutomatedBackups') return false;
  return action !== 'DescribeDBInstances' || standIn.database === undefined;
}
