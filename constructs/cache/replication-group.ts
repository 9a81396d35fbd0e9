import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import type { RegionKeys } from '../keys/region-keys.ts';
import { serves } from '../traceability.ts';
import { CACHE_PORT, type CacheAccess } from './cache-access.ts';

const ENGINE_VERSION = '8.1';

export interface ReplicationGroupProps {
  readonly names: PlatformNames;
  readonly keys: RegionKeys;
  readonly access: CacheAccess;
  /** Without the `cache.` prefix, e.g. `m7g.large`. */
  readonly instanceClass: string;
  /** Replicas beside the primary node; with none, the loss of a zone may lose the cache. */
  readonly replicas: number;
}

/** Valkey with its replicas in other zones: a lost primary is replaced by promotion, and the cache stays warm. */
export class ReplicationGroup extends Construct {
  /** Host that always names the current primary node. */
  readonly primaryEndpoint: string;

  constructor(scope: Construct, id: string, props: ReplicationGroupProps) {
    super(scope, id);
    const { names, keys, access } = props;
    const replicated = props.replicas > 0;
    const group = new CfnReplicationGroup(this, 'Group', {
      replicationGroupId: names.cacheReplicationGroup,
      replicationGroupDescription: `Cache of ${names.prefix}`,
      engine: 'valkey',
      engineVersion: ENGINE_VERSION,
      cacheNodeType: `cache.${props.instanceClass}`,
      numCacheClusters: props.replicas + 1,
      automaticFailoverEnabled: replicated,
      multiAzEnabled: replicated,
      port: CACHE_PORT,
      cacheSubnetGroupName: access.subnetGroup.ref,
      cacheParameterGroupName: access.parameterGroup.ref,
      securityGroupIds: [access.securityGroup.securityGroupId],
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      atRestEncryptionEnabled: true,
      kmsKeyId: keys.data.keyArn,
      // Becomes a dynamic reference: CloudFormation reads the secret, the template never holds it.
      authToken: access.authSecret.secretValue.unsafeUnwrap(),
      autoMinorVersionUpgrade: true,
      preferredMaintenanceWindow: 'wed:21:30-wed:22:30',
      snapshotRetentionLimit: 1,
      snapshotWindow: '01:00-02:00',
      logDeliveryConfigurations: [
        {
          logType: 'slow-log',
          logFormat: 'json',
          destinationType: 'cloudwatch-logs',
          destinationDetails: { cloudWatchLogsDetails: { logGroup: this.slowLog(props).logGroupName } },
        },
      ],
    });
    acknowledge(group, {
      'NIST.800.53.R5-ElastiCacheRedisClusterAutomaticBackup':
        'The cache is derived from the database and is filled again from it; a snapshot of two weeks ago would be of no use.',
    });
    serves(group, {
      criteria: ['B3', 'S3', 'A1'],
      controls: ['NIST 800-53r5 SC-8', 'NIST 800-53r5 SC-28', 'SOC 2 A1.2'],
    });
    this.primaryEndpoint = group.attrPrimaryEndPointAddress;
  }

  private slowLog(props: ReplicationGroupProps): LogGroup {
    return new LogGroup(this, 'SlowLog', {
      logGroupName: `/aws/vendedlogs/elasticache/${props.names.cacheReplicationGroup}/slow-log`,
      encryptionKey: props.keys.logs,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
