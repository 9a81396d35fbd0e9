import { CfnOutput } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import type { RegionKeys } from '../keys/region-keys.ts';
import { AWAITING_RESTORE, hostParameter } from '../recovery/host-parameter.ts';
import { CacheAccess } from './cache-access.ts';
import type { CacheConnection } from './connection.ts';
import { ReplicationGroup } from './replication-group.ts';

export interface CacheProps {
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly keys: RegionKeys;
  /** Without the `cache.` prefix, e.g. `m7g.large`. */
  readonly instanceClass: string;
  /**
   * Replicas beside the primary node.
   * @default - no replication group yet, only what one is put into; the host parameter says `awaiting-restore`
   */
  readonly replicas?: number;
}

/** The cache of a region, or the place that is kept for it. */
export class Cache extends Construct {
  readonly connection: CacheConnection;

  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    const { names, vpc, keys, instanceClass, replicas } = props;
    const access = new CacheAccess(this, 'Access', { names, vpc, key: keys.data });
    const group =
      replicas === undefined
        ? undefined
        : new ReplicationGroup(this, 'ReplicationGroup', { names, keys, access, instanceClass, replicas });
    hostParameter(this, 'Host', {
      parameterName: names.cacheHostParameter,
      host: group?.primaryEndpoint ?? AWAITING_RESTORE,
      of: 'cache',
    });
    if (group)
      new CfnOutput(this, 'Endpoint', {
        value: group.primaryEndpoint,
        description: 'Primary endpoint of the cache',
      });
    this.connection = access.connection;
  }
}
