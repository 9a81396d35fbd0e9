import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { connectionTo, type DatabaseConnection } from '../database/connection.ts';
import { RestoreTarget } from '../database/restore-target.ts';
import type { RegionKeys } from '../keys/region-keys.ts';
import { AWAITING_RESTORE, hostParameter } from './host-parameter.ts';
import { ReadReplica } from './read-replica.ts';

export interface RecoveryDatabaseProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly keys: RegionKeys;
}

/** The database's place in the recovery region: kept free for a restore, or already held by a read replica. */
export class RecoveryDatabase extends Construct {
  readonly connection: DatabaseConnection;

  constructor(scope: Construct, id: string, props: RecoveryDatabaseProps) {
    super(scope, id);
    const { config, names, vpc, keys } = props;
    const target = new RestoreTarget(this, 'Target', { config, names, vpc });
    const replica =
      config.strategy === 'backup-restore'
        ? undefined
        : new ReadReplica(this, 'Replica', { config, names, vpc, keys, target });
    hostParameter(this, 'Host', {
      parameterName: names.databaseHostParameter,
      host: replica?.endpoint ?? AWAITING_RESTORE,
      of: 'database',
    });
    const connectArn = Stack.of(this).formatArn({
      service: 'rds-db',
      resource: 'dbuser',
      resourceName: `db-*/${names.databaseUser}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.connection = connectionTo(names, target.securityGroup, connectArn);
  }
}
