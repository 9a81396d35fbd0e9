import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { Cache } from '../../constructs/cache/cache.ts';
import type { CacheConnection } from '../../constructs/cache/connection.ts';
import type { DatabaseConnection } from '../../constructs/database/connection.ts';
import type { RegionKeys } from '../../constructs/keys/region-keys.ts';
import { RecoveryDatabase } from '../../constructs/recovery/recovery-database.ts';
import { recoveryReplicas } from '../../constructs/recovery/recovery-replicas.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface RecoveryDataStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly keys: RegionKeys;
}

/** The recovery region's database and cache, or their places; it reads nothing from the primary region. */
export class RecoveryDataStack extends Stack {
  readonly database: DatabaseConnection;
  readonly cache: CacheConnection;

  constructor(scope: Construct, id: string, props: RecoveryDataStackProps) {
    super(scope, id, props);
    const { config, names, vpc, keys } = props;
    this.database = new RecoveryDatabase(this, 'Database', { config, names, vpc, keys }).connection;
    this.cache = new Cache(this, 'Cache', {
      names,
      vpc,
      keys,
      instanceClass: config.cache.instanceClass,
      replicas: recoveryReplicas(config),
    }).connection;
  }
}
