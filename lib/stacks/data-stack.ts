import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { Cache } from '../../constructs/cache/cache.ts';
import type { CacheConnection } from '../../constructs/cache/connection.ts';
import type { DatabaseConnection } from '../../constructs/database/connection.ts';
import { PrimaryDatabase } from '../../constructs/database/primary-database.ts';
import type { RegionKeys } from '../../constructs/keys/region-keys.ts';
import { AppSecrets } from '../../constructs/service/app-secrets.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface DataStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly keys: RegionKeys;
  /** Data key of the recovery region. */
  readonly recoveryKey: IKey;
}

/** The primary region's database and cache, and the app's secrets. */
export class DataStack extends Stack {
  readonly database: DatabaseConnection;
  readonly cache: CacheConnection;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { config, names, vpc, keys, recoveryKey } = props;
    this.database = new PrimaryDatabase(this, 'Database', {
      config,
      names,
      vpc,
      keys,
      recoveryKey,
    }).connection;
    this.cache = new Cache(this, 'Cache', { names, vpc, keys, ...config.cache }).connection;
    new AppSecrets(this, 'AppSecrets', { config, names, key: keys.data });
  }
}
