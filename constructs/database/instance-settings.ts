import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { InstanceType, type IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  CaCertificate,
  DatabaseInsightsMode,
  type DatabaseInstanceNewProps,
  PerformanceInsightRetention,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { RegionKeys } from '../keys/region-keys.ts';
import { LOG_EXPORTS, POSTGRES_PORT } from './engine.ts';
import type { RestoreTarget } from './restore-target.ts';

export interface InstanceSettingsProps {
  readonly config: PlatformConfig;
  readonly vpc: IVpc;
  readonly keys: RegionKeys;
  readonly target: RestoreTarget;
}

/** What the primary and its replica have in common, so that a promoted replica is a full primary at once. */
export function instanceSettings(
  props: InstanceSettingsProps,
): DatabaseInstanceNewProps & { readonly instanceType: InstanceType } {
  const { config, vpc, keys, target } = props;
  return {
    instanceType: new InstanceType(config.database.instanceClass),
    iamAuthentication: true,
    port: POSTGRES_PORT,
    caCertificate: CaCertificate.RDS_CA_RSA2048_G1,
    vpc,
    subnetGroup: target.subnetGroup,
    securityGroups: [target.securityGroup],
    parameterGroup: target.parameterGroup,
    publiclyAccessible: false,
    storageType: StorageType.GP3,
    maxAllocatedStorage: config.database.maxStorageGiB,
    backupRetention: Duration.days(config.database.backupRetentionDays),
    // UTC. AWS Backup cannot start a job within an hour of these windows; its own rules begin at three.
    preferredBackupWindow: '00:00-00:30',
    preferredMaintenanceWindow: 'tue:21:30-tue:22:00',
    copyTagsToSnapshot: true,
    deleteAutomatedBackups: false,
    deletionProtection: config.database.deletionProtection,
    removalPolicy: RemovalPolicy.SNAPSHOT,
    // The configuration pins the minor version, so that primary, replica and restored instance run the same one.
    autoMinorVersionUpgrade: false,
    monitoringInterval: Duration.minutes(1),
    enablePerformanceInsights: true,
    databaseInsightsMode: DatabaseInsightsMode.STANDARD,
    performanceInsightRetention: PerformanceInsightRetention.DEFAULT,
    performanceInsightEncryptionKey: keys.data,
    cloudwatchLogsExports: LOG_EXPORTS,
  };
}
