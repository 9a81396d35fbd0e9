import { CfnOutput } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnDBInstance, Credentials, DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import type { RegionKeys } from '../keys/region-keys.ts';
import { hostParameter } from '../recovery/host-parameter.ts';
import { serves } from '../traceability.ts';
import { underlying } from '../underlying.ts';
import { acknowledgeInstance } from './acknowledged.ts';
import { ApplicationRole } from './application-role.ts';
import { connectionTo, type DatabaseConnection } from './connection.ts';
import { connectionBudget } from './connection-budget.ts';
import { ConnectionProxy } from './connection-proxy.ts';
import { databaseEngine } from './engine.ts';
import { InstanceLogs } from './instance-logs.ts';
import { instanceSettings } from './instance-settings.ts';
import { OWNER, OwnerSecret } from './owner-secret.ts';
import { RestoreTarget } from './restore-target.ts';

export interface PrimaryDatabaseProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly keys: RegionKeys;
  /** Data key of the recovery region: replicated backups must be readable when this region's keys are gone. */
  readonly recoveryKey: IKey;
}

/**
 * The system of record. A Multi-AZ *instance*, not a Multi-AZ cluster: RDS replicates automated backups to another
 * region for instances only.
 */
export class PrimaryDatabase extends Construct {
  readonly connection: DatabaseConnection;

  constructor(scope: Construct, id: string, props: PrimaryDatabaseProps) {
    super(scope, id);
    const { config, names, vpc, keys } = props;
    connectionBudget(config);
    const target = new RestoreTarget(this, 'Target', { config, names, vpc });
    const owner = new OwnerSecret(this, 'Owner', {
      names,
      key: keys.data,
      recoveryRegion: config.regions.recovery.name,
    });
    const instance = this.instance(props, target, owner);
    replicateBackups(instance, config, props.recoveryKey);
    owner.rotate(instance, vpc, target.securityGroup);
    const role = new ApplicationRole(this, 'ApplicationRole', {
      names,
      vpc,
      instance,
      databaseSecurityGroup: target.securityGroup,
      ownerSecret: owner.secret,
      logsKey: keys.logs,
    });
    const proxy = new ConnectionProxy(this, 'Proxy', {
      names,
      vpc,
      instance,
      databaseSecurityGroup: target.securityGroup,
    });
    // The host is announced last: whoever reads it finds a database that lets the application in.
    const host = hostParameter(this, 'Host', {
      parameterName: names.databaseHostParameter,
      host: proxy.endpoint,
      of: 'database',
    });
    host.node.addDependency(role);
    new CfnOutput(this, 'Identifier', {
      value: names.databaseInstance,
      description: 'Primary database instance',
    });
    this.connection = connectionTo(names, proxy.securityGroup, proxy.connectArn);
  }

  private instance(props: PrimaryDatabaseProps, target: RestoreTarget, owner: OwnerSecret): DatabaseInstance {
    const { config, names, vpc, keys } = props;
    const logs = new InstanceLogs(this, 'Logs', {
      instanceIdentifier: names.databaseInstance,
      key: keys.logs,
    });
    const instance = new DatabaseInstance(this, 'Instance', {
      ...instanceSettings({ config, vpc, keys, target }),
      instanceIdentifier: names.databaseInstance,
      engine: databaseEngine(config),
      databaseName: names.databaseName,
      credentials: Credentials.fromSecret(owner.secret, OWNER),
      multiAz: config.database.multiAz,
      allocatedStorage: config.database.storageGiB,
      storageEncrypted: true,
      storageEncryptionKey: keys.data,
    });
    instance.node.addDependency(logs);
    acknowledgeInstance(instance);
    serves(instance, {
      criteria: ['D1', 'D2', 'D5', 'D6', 'A1', 'B5'],
      controls: [
        'NIST 800-53r5 CP-9',
        'NIST 800-53r5 CP-10(2)',
        'NIST 800-53r5 SC-28',
        'ISO 27001 A.8.13',
        'ISO 27001 A.8.14',
        'SOC 2 A1.2',
      ],
    });
    return instance;
  }
}

/** Without automated backups there is nothing to replicate, and RDS would refuse the property. */
function replicateBackups(instance: DatabaseInstance, config: PlatformConfig, key: IKey): void {
  if (config.database.backupRetentionDays === 0) return;
  const resource = underlying(instance, CfnDBInstance);
  resource.automaticBackupReplicationRegion = config.regions.recovery.name;
  resource.automaticBackupReplicationKmsKeyId = key.keyArn;
  resource.automaticBackupReplicationRetentionPeriod = config.database.backupRetentionDays;
}
