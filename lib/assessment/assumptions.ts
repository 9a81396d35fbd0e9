import type { AssumptionOrigin } from './model.ts';

interface AssumptionDefault {
  readonly statement: string;
  readonly value: number;
  readonly unit: 's' | 's/GiB' | 'per year' | '%' | 'GiB';
  /** Why this value: what it is derived from, or what it is a stand-in for until it is measured. */
  readonly reason: string;
}

/** Numbers that nobody publishes. Each can be set in the configuration (`assumptions`), by id, in its own unit. */
export const ASSUMPTIONS = {
  'human.detect': {
    statement: 'An alarm reaches a person who has understood it',
    value: 15 * 60,
    unit: 's',
    reason:
      'Five minutes of alarm evaluation and ten until an on-call engineer is at the keyboard; rehearse it in a drill and set your own.',
  },
  'human.decide': {
    statement: 'The decision to give up a region is made',
    value: 30 * 60,
    unit: 's',
    reason:
      'Incident practice: a takeover that may lose writes needs a second person and a look at the provider status.',
  },
  'human.restore': {
    statement: 'A person starts a restore and points the service to it, following the runbook',
    value: 20 * 60,
    unit: 's',
    reason: 'Eight runbook steps; set it from your own drill records.',
  },
  'human.repoint': {
    statement: 'A person points the service to the promoted database and lets it start',
    value: 10 * 60,
    unit: 's',
    reason: 'Two runbook steps; set it from your own drill records.',
  },
  'corruption.detect': {
    statement: 'Damaged data is noticed after',
    value: 30 * 60,
    unit: 's',
    reason:
      'No integrity check is deployed that would bound it; users and error rates reveal a bad release first.',
  },
  'deletion.detect': {
    statement: 'A deleted resource is noticed after',
    value: 10 * 60,
    unit: 's',
    reason: 'Deleting a database or bucket stops requests at once; the error alarm needs minutes.',
  },
  'compromise.detect': {
    statement: 'Destruction by an administrator is noticed and the account is contained after',
    value: 4 * 3600,
    unit: 's',
    reason: 'Containment and a clean account come before any restore.',
  },
  'rds.restoreBase': {
    statement: 'RDS creates an instance from a snapshot or a point in time, apart from the size of its data',
    value: 20 * 60,
    unit: 's',
    reason:
      'No published figure; restores of small instances commonly take ten to twenty minutes. Measure yours with a restore test.',
  },
  'rds.restorePerGiB': {
    statement: 'RDS restores storage at',
    value: 10.2,
    unit: 's/GiB',
    reason:
      '100 MiB/s, the lowest rate that EBS promises for initialising volumes; RDS promises none and loads lazily.',
  },
  'rds.promote': {
    statement: 'A cross-region read replica is promoted and reboots within',
    value: 15 * 60,
    unit: 's',
    reason: 'Published only as "several minutes or longer".',
  },
  'rds.replicaLag': {
    statement: 'The cross-region read replica lags behind by at most',
    value: 5 * 60,
    unit: 's',
    reason:
      'Replication is asynchronous and unbounded by contract; the replica-lag alarm stands at this value.',
  },
  'rds.backupReplicationLag': {
    statement: 'A transaction log in S3 reaches the recovery region within',
    value: 10 * 60,
    unit: 's',
    reason: 'No published bound; a documented sample shows 8.5 minutes between source and copy.',
  },
  'rds.singleAzRecovery': {
    statement: 'RDS replaces the failed host of a single-zone instance within',
    value: 30 * 60,
    unit: 's',
    reason: 'No published figure for automatic host replacement.',
  },
  'backup.copy': {
    statement: 'AWS Backup finishes a job and its copy within',
    value: 6 * 3600,
    unit: 's',
    reason: 'No published throughput; first copies carry the whole database.',
  },
  'cache.failover': {
    statement: 'ElastiCache promotes a replica and its endpoint follows within',
    value: 60,
    unit: 's',
    reason: 'Published as "typically just a few seconds" plus DNS propagation.',
  },
  'cache.create': {
    statement: 'ElastiCache creates or replaces nodes within',
    value: 15 * 60,
    unit: 's',
    reason: 'No published figure.',
  },
  'fargate.start': {
    statement: 'Fargate starts a task, pulls the image and attaches its network interface within',
    value: 60,
    unit: 's',
    reason: 'Rule of thumb of 30 to 60 s; image size dominates.',
  },
  'zone.detect': {
    statement: 'A zone in trouble is taken out of rotation within',
    value: 5 * 60,
    unit: 's',
    reason:
      'Health checks catch dead targets sooner; a grey failure needs the zonal shift, whose time is not published.',
  },
  'deploy.stack': {
    statement: 'A CloudFormation stack of a service is created or updated within',
    value: 25 * 60,
    unit: 's',
    reason: 'A load balancer, a service and a replication group are created in it.',
  },
  'region.launchCapacity': {
    statement: 'The recovery region scales the service out to its declared load within',
    value: 10 * 60,
    unit: 's',
    reason: 'Fargate launches in batches, and others take over in the same hour.',
  },
  's3.restore': {
    statement: 'Objects are restored from versions, a replica or a recovery point within',
    value: 60 * 60,
    unit: 's',
    reason: 'Depends on the number of objects; a batch job over a few hundred thousand.',
  },
  'dns.resolverExcess': {
    statement: 'Resolvers keep a record beyond its time to live by',
    value: 60,
    unit: 's',
    reason: 'Some resolvers and clients stretch short times to live.',
  },
  'rate.process': {
    statement: 'Task crashes or hangs',
    value: 12,
    unit: 'per year',
    reason: 'One a month over the whole service; set it from your own record.',
  },
  'rate.node': {
    statement: 'Host failures under the database',
    value: 0.5,
    unit: 'per year',
    reason: 'One every other year per database.',
  },
  'rate.zone': {
    statement: 'Zone events',
    value: 0.5,
    unit: 'per year',
    reason: 'Public post-event summaries: a given zone is hit every few years, a region has three.',
  },
  'rate.region': {
    statement: 'Region-wide events',
    value: 0.1,
    unit: 'per year',
    reason: 'Public post-event summaries: about one serious event a region and decade.',
  },
  'rate.corruption': {
    statement: 'Data corruption that needs a restore',
    value: 0.05,
    unit: 'per year',
    reason: 'Once in twenty years; set it from your own record.',
  },
  'rate.deletion': {
    statement: 'Accidental deletion of the database',
    value: 0.02,
    unit: 'per year',
    reason: 'Once in fifty years behind deletion protection.',
  },
  'rate.edge': {
    statement: 'Events of the content delivery network',
    value: 1,
    unit: 'per year',
    reason: 'Public post-event summaries; most are regional and short.',
  },
  'edge.impact': {
    statement: 'An event of the content delivery network hurts users for',
    value: 20 * 60,
    unit: 's',
    reason: 'Public post-event summaries; edge locations are routed around.',
  },
  'rate.deployments': {
    statement: 'Deployments',
    value: 250,
    unit: 'per year',
    reason: 'One each working day.',
  },
  'deploy.badRate': {
    statement: 'Deployments that are rolled back',
    value: 5,
    unit: '%',
    reason: 'The change failure rate that high performers report.',
  },
  'deploy.badImpact': {
    statement: 'A bad deployment hurts users until the alarm rolls it back, for',
    value: 180,
    unit: 's',
    reason: 'Alarm period of one minute, two evaluations, and the switch back.',
  },
  'deploy.badShare': {
    statement: 'Requests that a bad deployment fails until then',
    value: 50,
    unit: '%',
    reason: 'Half of the tasks are replaced when the alarm fires.',
  },
  'rate.databaseMaintenance': {
    statement: 'Database maintenance fail-overs',
    value: 3,
    unit: 'per year',
    reason: 'Minor versions and operating system patches, in the maintenance window.',
  },
  'cluster.volume': {
    statement: 'A cluster volume holds at most',
    value: 100,
    unit: 'GiB',
    reason:
      'The volume grows by itself and no template states its size; set it from the metric VolumeBytesUsed.',
  },
  'cluster.addInstance': {
    statement: 'An instance is added to a cluster and answers within',
    value: 15 * 60,
    unit: 's',
    reason: 'Published only as "a few minutes"; the data is there already, so no restore is part of it.',
  },
  'cluster.globalFailover': {
    statement: 'A secondary cluster is detached or failed over to and takes writes within',
    value: 15 * 60,
    unit: 's',
    reason: 'Published only as "on the order of minutes".',
  },
  'cluster.globalLag': {
    statement: 'The secondary cluster of a global database lags behind by at most',
    value: 60,
    unit: 's',
    reason:
      'Published as "typically under a second", without a bound; alarm on the lag metric at this value.',
  },
  'dynamodb.restore': {
    statement: 'DynamoDB restores a table within',
    value: 2 * 3600,
    unit: 's',
    reason:
      'No published bound; the time depends on partitions and indexes more than on size. Measure yours.',
  },
  'dynamodb.replicationLag': {
    statement: 'A write reaches the other replicas of a global table within',
    value: 60,
    unit: 's',
    reason:
      'Published as "usually within a second", without a bound; alarm on ReplicationLatency at this value.',
  },
  'memorydb.failover': {
    statement: 'MemoryDB promotes a replica and its endpoint follows within',
    value: 60,
    unit: 's',
    reason: 'Published as "seconds", plus what clients need to reconnect.',
  },
  'memorydb.restore': {
    statement: 'MemoryDB creates a cluster from a snapshot within',
    value: 45 * 60,
    unit: 's',
    reason: 'No published figure; nodes are created and the snapshot is loaded into memory.',
  },
  'search.replaceNode': {
    statement: 'OpenSearch Service replaces a node and its shards are whole again within',
    value: 30 * 60,
    unit: 's',
    reason: 'No published figure; shards are copied from their replicas or a snapshot.',
  },
  'search.rebuild': {
    statement: 'A search index is built again, from a snapshot or from its source, within',
    value: 2 * 3600,
    unit: 's',
    reason: 'Depends on the size of the index and the speed of its source; measure yours.',
  },
  'efs.replicationLag': {
    statement: 'A change reaches the replica of a file system within',
    value: 15 * 60,
    unit: 's',
    reason:
      'Published for most file systems and promised for none: many or large files that change often take longer. Alarm on TimeSinceLastSync at this value.',
  },
  'efs.failOver': {
    statement: 'A replicated file system is made writable and mounted within',
    value: 20 * 60,
    unit: 's',
    reason: 'The replication is deleted, then clients mount the other file system; no published figure.',
  },
  'efs.restore': {
    statement: 'AWS Backup restores a file system within',
    value: 3 * 3600,
    unit: 's',
    reason: 'Depends on the number of files more than on their size; measure yours with a restore test.',
  },
  'memorydb.replaceNode': {
    statement: 'MemoryDB replaces a node and loads it from the transaction log within',
    value: 15 * 60,
    unit: 's',
    reason: 'No published figure; it grows with the data.',
  },
  'memorydb.regionLag': {
    statement: 'A write reaches the other regions of a multi-region cluster within',
    value: 60,
    unit: 's',
    reason:
      'Replication is asynchronous and has no published bound; alarm on the replication lag at this value.',
  },
  'search.failOver': {
    statement: 'Replica shards take over from a lost node within',
    value: 60,
    unit: 's',
    reason: 'No published figure outside of domains with a standby zone; every index must keep a replica.',
  },
  'ec2.detect': {
    statement: 'EC2 status checks give a host up within',
    value: 2 * 60,
    unit: 's',
    reason: 'Two checks a minute apart; no bound is published for acting on them.',
  },
  'ec2.launch': {
    statement: 'An instance is launched and its software serves within',
    value: 5 * 60,
    unit: 's',
    reason: 'No published figure; images that install at start take longer. Measure yours.',
  },
  'ec2.recover': {
    statement: 'EC2 recovers an instance on another host within',
    value: 10 * 60,
    unit: 's',
    reason: 'No published figure for automatic recovery.',
  },
  'ec2.restore': {
    statement: 'AWS Backup restores an instance with its volumes within',
    value: 3600,
    unit: 's',
    reason: 'No published figure; volumes load lazily and are slow until they have.',
  },
} as const satisfies Record<string, AssumptionDefault>;

export type AssumptionId = keyof typeof ASSUMPTIONS;
export const ASSUMPTION_IDS = Object.keys(ASSUMPTIONS) as AssumptionId[];

/** The assumptions in force: the defaults with the user's values put over them. */
export function resolveAssumptions(
  overrides: Partial<Record<AssumptionId, number>> = {},
): Record<AssumptionId, AssumptionOrigin> {
  const entries = ASSUMPTION_IDS.map((id): [AssumptionId, AssumptionOrigin] => {
    const { statement, reason, value, unit } = ASSUMPTIONS[id];
    const override = overrides[id];
    return [
      id,
      {
        kind: 'assumption',
        id,
        statement,
        reason,
        unit,
        value: override ?? value,
        overridden: override !== undefined,
      },
    ];
  });
  return Object.fromEntries(entries) as Record<AssumptionId, AssumptionOrigin>;
}
