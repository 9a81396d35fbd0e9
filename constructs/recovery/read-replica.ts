import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { CfnDBInstance, DatabaseInstance, DatabaseInstanceReadReplica } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { acknowledgeInstance } from '../database/acknowledged.ts';
import { POSTGRES_PORT } from '../database/engine.ts';
import { InstanceLogs } from '../database/instance-logs.ts';
import { instanceSettings } from '../database/instance-settings.ts';
import type { RestoreTarget } from '../database/restore-target.ts';
import type { RegionKeys } from '../keys/region-keys.ts';
import { serves } from '../traceability.ts';
import { underlying } from '../underlying.ts';

export interface ReadReplicaProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly keys: RegionKeys;
  readonly target: RestoreTarget;
}

/**
 * Follows the primary from the recovery region and is promoted when that region is lost. Its source is a literal ARN:
 * the stack can be deployed again while the primary region does not answer.
 */
export class ReadReplica extends Construct {
  readonly endpoint: string;

  constructor(scope: Construct, id: string, props: ReadReplicaProps) {
    super(scope, id);
    const { config, names, vpc, keys, target } = props;
    const logs = new InstanceLogs(this, 'Logs', {
      instanceIdentifier: names.databaseReplica,
      key: keys.logs,
    });
    const replica = new DatabaseInstanceReadReplica(this, 'Instance', {
      ...instanceSettings({ config, vpc, keys, target }),
      // A replica without backups of its own could not be restored to a point in time after its promotion.
      backupRetention: Duration.days(Math.max(config.database.backupRetentionDays, 1)),
      instanceIdentifier: names.databaseReplica,
      sourceDatabaseInstance: this.source(names),
      storageEncryptionKey: keys.data,
      multiAz: config.strategy === 'warm-standby',
    });
    fromOtherRegion(replica, config, names);
    replica.node.addDependency(logs);
    acknowledgeInstance(replica);
    const inherited =
      'A replica takes its encryption from its source, and CloudFormation refuses the property; KmsKeyId names the key.';
    acknowledge(replica, { 'AwsSolutions-RDS2': inherited, 'NIST.800.53.R5-RDSStorageEncrypted': inherited });
    if (config.strategy === 'pilot-light') {
      const reason =
        'Pilot light: the replica serves nobody until it is promoted; the takeover makes it Multi-AZ, or choose warm-standby.';
      acknowledge(replica, { 'AwsSolutions-RDS3': reason, 'NIST.800.53.R5-RDSMultiAZSupport': reason });
    }
    serves(replica, {
      criteria: ['D2', 'D5', 'D6'],
      controls: [
        'NIST 800-53r5 CP-7',
        'NIST 800-53r5 CP-10',
        'NIST 800-53r5 SC-28',
        'ISO 27001 A.5.30',
        'ISO 27001 A.8.14',
        'SOC 2 A1.2',
      ],
    });
    this.endpoint = replica.dbInstanceEndpointAddress;
    new CfnOutput(this, 'Identifier', {
      value: names.databaseReplica,
      description: 'Replica to promote in a takeover',
    });
  }

  /**
   * A stand-in that `fromOtherRegion` replaces. It names no engine, because CDK would refuse backups of a PostgreSQL
   * replica, which RDS has taken since version 14.1 (cascading replicas need them).
   */
  private source(names: PlatformNames) {
    return DatabaseInstance.fromDatabaseInstanceAttributes(this, 'Source', {
      instanceIdentifier: names.databaseInstance,
      instanceEndpointAddress: names.databaseInstance,
      port: POSTGRES_PORT,
      securityGroups: [],
    });
  }
}

function fromOtherRegion(
  replica: DatabaseInstanceReadReplica,
  config: PlatformConfig,
  names: PlatformNames,
): void {
  const resource = underlying(replica, CfnDBInstance);
  const { primary } = config.regions;
  const { partition } = replica.stack;
  resource.sourceDbInstanceIdentifier = `arn:${partition}:rds:${primary.name}:${config.accounts.workload}:db:${names.databaseInstance}`;
  resource.sourceRegion = primary.name;
  // CloudFormation takes it from the source; the key of this region is what makes it readable here.
  resource.storageEncrypted = undefined;
}
