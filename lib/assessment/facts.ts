import type { FactOrigin } from './model.ts';

interface Fact {
  readonly statement: string;
  readonly source: string;
  /** `quoted`: the publisher's wording was read, in some cases in an archived copy. `paraphrased`: restated, or read through a third party. */
  readonly confidence: 'quoted' | 'paraphrased';
  /** The number, in the unit that `unit` names. */
  readonly value: number;
  readonly unit: 's' | '%' | 'h' | 'd' | 'count';
}

const RDS_GUIDE = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide';
const ECS_GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';

/**
 * Published numbers the model uses. `source` is where the publisher states each one today; verify it there before an audit relies on it,
 * because publishers amend their pages. Where a publisher gives a range, the value is its worse end.
 * A number that nobody publishes is not here: it is an assumption.
 */
export const FACTS = {
  'sla.cloudfront': {
    statement: 'CloudFront: 99.9 % a month',
    value: 99.9,
    unit: '%',
    source: 'https://aws.amazon.com/cloudfront/sla/',
    confidence: 'quoted',
  },
  'sla.waf': {
    statement: 'WAF: 99.95 % a month',
    value: 99.95,
    unit: '%',
    source: 'https://aws.amazon.com/waf/sla/',
    confidence: 'quoted',
  },
  'sla.elb.multi-az': {
    statement: 'Load balancer in two or more zones: 99.99 % a month',
    value: 99.99,
    unit: '%',
    source: 'https://aws.amazon.com/elasticloadbalancing/sla/',
    confidence: 'quoted',
  },
  'sla.elb.single-az': {
    statement: 'Load balancer in one zone: 99.9 % a month',
    value: 99.9,
    unit: '%',
    source: 'https://aws.amazon.com/elasticloadbalancing/sla/',
    confidence: 'quoted',
  },
  'sla.compute.region': {
    statement: 'Fargate tasks running in two or more zones: 99.99 % a month',
    value: 99.99,
    unit: '%',
    source: 'https://aws.amazon.com/compute/sla/',
    confidence: 'quoted',
  },
  'sla.rds.multi-az': {
    statement: 'RDS Multi-AZ instance: 99.95 % a month',
    value: 99.95,
    unit: '%',
    source: 'https://aws.amazon.com/rds/sla/',
    confidence: 'quoted',
  },
  'sla.rds.single-az': {
    statement: 'RDS single instance: 99.5 % a month',
    value: 99.5,
    unit: '%',
    source: 'https://aws.amazon.com/rds/sla/',
    confidence: 'quoted',
  },
  'sla.s3': {
    statement: 'S3 Standard: 99.9 % a month',
    value: 99.9,
    unit: '%',
    source: 'https://aws.amazon.com/s3/sla/',
    confidence: 'quoted',
  },
  'rds.failover': {
    statement: 'A Multi-AZ instance fails over in 60 to 120 s to a synchronous standby',
    value: 120,
    unit: 's',
    source: `${RDS_GUIDE}/Concepts.MultiAZ.Failover.html`,
    confidence: 'quoted',
  },
  'rds.pitr': {
    statement: 'RDS uploads transaction logs to S3 every five minutes',
    value: 300,
    unit: 's',
    source: `${RDS_GUIDE}/USER_PIT.html`,
    confidence: 'quoted',
  },
  'ecs.health.interval': {
    statement: 'ECS container health check: every 30 s unless set',
    value: 30,
    unit: 's',
    source: `${ECS_GUIDE}/task_definition_parameters.html`,
    confidence: 'quoted',
  },
  'ecs.health.retries': {
    statement: 'ECS container health check: three failures unless set',
    value: 3,
    unit: 'count',
    source: `${ECS_GUIDE}/task_definition_parameters.html`,
    confidence: 'quoted',
  },
  'ecs.health.timeout': {
    statement: 'ECS container health check: times out after 5 s unless set',
    value: 5,
    unit: 's',
    source: `${ECS_GUIDE}/task_definition_parameters.html`,
    confidence: 'quoted',
  },
  'elb.health.interval': {
    statement: 'Target group health check: every 30 s unless set',
    value: 30,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    confidence: 'quoted',
  },
  'elb.health.threshold': {
    statement: 'Target group health check: two failures unless set',
    value: 2,
    unit: 'count',
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
    confidence: 'quoted',
  },
  'route53.interval': {
    statement: 'Route 53 health check: every 30 s unless set to 10 s',
    value: 30,
    unit: 's',
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html',
    confidence: 'quoted',
  },
  'route53.alias-ttl': {
    statement: 'An alias record to a load balancer lives 60 s in resolvers',
    value: 60,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-weighted.html',
    confidence: 'quoted',
  },
  'elb.zones': {
    statement: 'The DNS answer of a load balancer lives 60 s, and a zone in trouble is taken out of it',
    value: 60,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html',
    confidence: 'quoted',
  },
  'rds-proxy.zones': {
    statement: 'RDS Proxy is deployed over several zones and bypasses DNS caches',
    value: 0,
    unit: 's',
    source: `${RDS_GUIDE}/rds-proxy.howitworks.html`,
    confidence: 'quoted',
  },
  'rds.storage-durable': {
    statement:
      'A committed transaction is on the instance’s EBS volume and survives a crash of the engine or the host',
    value: 0,
    unit: 's',
    source: `${RDS_GUIDE}/CHAP_Storage.html`,
    confidence: 'paraphrased',
  },
  's3.rtc': {
    statement: 'S3 Replication Time Control copies 99.99 % of objects within 15 minutes',
    value: 900,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html',
    confidence: 'quoted',
  },
  's3.zones': {
    statement: 'S3 Standard keeps each object in three or more zones',
    value: 0,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/DataDurability.html',
    confidence: 'quoted',
  },
  'backup.start-window': {
    statement: 'AWS Backup starts a job within eight hours unless a start window is set',
    value: 8 * 3600,
    unit: 's',
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html',
    confidence: 'quoted',
  },
  'backup.continuous': {
    statement: 'With continuous backup AWS Backup restores to any second of the last 35 days at most',
    value: 35,
    unit: 'd',
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html',
    confidence: 'quoted',
  },
  'dlm.start': {
    statement: 'Data Lifecycle Manager takes a snapshot within an hour of the time that is set',
    value: 3600,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-dlm-lifecyclepolicy-createrule.html',
    confidence: 'quoted',
  },
  'vault.account-closure': {
    statement: 'Ninety days after an account is closed AWS deletes its vaults, locked or not',
    value: 90,
    unit: 'd',
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html',
    confidence: 'quoted',
  },
  'sla.aurora.multi-az': {
    statement: 'Aurora cluster with instances in two or more zones: 99.99 % a month',
    value: 99.99,
    unit: '%',
    source: 'https://aws.amazon.com/rds/aurora/sla/',
    confidence: 'quoted',
  },
  'sla.aurora.single-az': {
    statement: 'Aurora cluster with instances in one zone: 99.9 % a month',
    value: 99.9,
    unit: '%',
    source: 'https://aws.amazon.com/rds/aurora/sla/',
    confidence: 'quoted',
  },
  'sla.documentdb.multi-az': {
    statement: 'DocumentDB cluster in two or more zones: 99.99 % a month',
    value: 99.99,
    unit: '%',
    source: 'https://aws.amazon.com/documentdb/sla/',
    confidence: 'quoted',
  },
  'sla.documentdb.single-az': {
    statement: 'DocumentDB cluster in one zone: 99.9 % a month',
    value: 99.9,
    unit: '%',
    source: 'https://aws.amazon.com/documentdb/sla/',
    confidence: 'quoted',
  },
  'sla.neptune.multi-az': {
    statement: 'Neptune cluster in two or more zones: 99.9 % a month',
    value: 99.9,
    unit: '%',
    source: 'https://aws.amazon.com/neptune/sla/',
    confidence: 'quoted',
  },
  'sla.neptune.single-az': {
    statement: 'Neptune instance alone: 99.5 % a month',
    value: 99.5,
    unit: '%',
    source: 'https://aws.amazon.com/neptune/sla/',
    confidence: 'quoted',
  },
  'sla.dynamodb': {
    statement: 'DynamoDB: 99.99 % a month',
    value: 99.99,
    unit: '%',
    source: 'https://aws.amazon.com/dynamodb/sla/',
    confidence: 'paraphrased',
  },
  'sla.dynamodb.global': {
    statement: 'DynamoDB global tables: 99.999 % a month',
    value: 99.999,
    unit: '%',
    source: 'https://aws.amazon.com/dynamodb/sla/',
    confidence: 'paraphrased',
  },
  'sla.elasticache.multi-az': {
    statement: 'ElastiCache in two or more zones: 99.99 % a month',
    value: 99.99,
    unit: '%',
    source:
      'https://aws.amazon.com/blogs/database/introducing-99-99-availability-with-amazon-elasticache-for-redis-and-amazon-memorydb-for-redis/',
    confidence: 'quoted',
  },
  'sla.elasticache.single-az': {
    statement: 'ElastiCache in one zone: 99.5 % a month',
    value: 99.5,
    unit: '%',
    source:
      'https://aws.amazon.com/blogs/database/introducing-99-99-availability-with-amazon-elasticache-for-redis-and-amazon-memorydb-for-redis/',
    confidence: 'quoted',
  },
  'sla.memorydb.multi-az': {
    statement: 'MemoryDB in two or more zones: 99.99 % a month',
    value: 99.99,
    unit: '%',
    source: 'https://aws.amazon.com/memorydb/sla/',
    confidence: 'quoted',
  },
  'sla.memorydb.single-az': {
    statement: 'MemoryDB in one zone: 99.5 % a month',
    value: 99.5,
    unit: '%',
    source: 'https://aws.amazon.com/memorydb/sla/',
    confidence: 'quoted',
  },
  'sla.opensearch': {
    statement: 'OpenSearch Service in several zones: 99.9 % a month',
    value: 99.9,
    unit: '%',
    source:
      'https://aws.amazon.com/blogs/big-data/amazon-opensearch-service-now-supports-99-99-availability-using-multi-az-with-standby/',
    confidence: 'paraphrased',
  },
  'sla.opensearch.standby': {
    statement: 'OpenSearch Service with a standby zone: 99.99 % a month',
    value: 99.99,
    unit: '%',
    source:
      'https://aws.amazon.com/blogs/big-data/amazon-opensearch-service-now-supports-99-99-availability-using-multi-az-with-standby/',
    confidence: 'quoted',
  },
  'sla.efs': {
    statement: 'EFS with Standard storage: 99.99 % a month',
    value: 99.99,
    unit: '%',
    source: 'https://aws.amazon.com/efs/sla/',
    confidence: 'quoted',
  },
  'sla.efs.one-zone': {
    statement: 'EFS with One Zone storage: 99.9 % a month',
    value: 99.9,
    unit: '%',
    source: 'https://aws.amazon.com/efs/sla/',
    confidence: 'quoted',
  },
  'rds.cluster.failover': {
    statement: 'A Multi-AZ DB cluster fails over to a reader in under 35 s',
    value: 35,
    unit: 's',
    source: `${RDS_GUIDE}/multi-az-db-clusters-concepts-failover.html`,
    confidence: 'quoted',
  },
  'aurora.failover': {
    statement: 'Aurora promotes a reader in under 60 s',
    value: 60,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html',
    confidence: 'quoted',
  },
  'aurora.replace': {
    statement: 'Without a reader Aurora creates its writer anew in under 10 minutes, in the same zone',
    value: 600,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html',
    confidence: 'quoted',
  },
  'aurora.volume': {
    statement: 'An Aurora cluster volume consists of copies of the data across three zones',
    value: 0,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html',
    confidence: 'quoted',
  },
  'aurora.pitr': {
    statement:
      'The latest restorable time of an Aurora cluster is typically within 5 minutes of the current time',
    value: 300,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html',
    confidence: 'quoted',
  },
  'documentdb.failover': {
    statement: 'DocumentDB promotes a replica and serves again in less than 120 s',
    value: 120,
    unit: 's',
    source: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-fault-tolerance.html',
    confidence: 'quoted',
  },
  'documentdb.replace': {
    statement: 'Without a replica DocumentDB creates its primary anew, typically in under 10 minutes',
    value: 600,
    unit: 's',
    source: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-fault-tolerance.html',
    confidence: 'paraphrased',
  },
  'documentdb.volume': {
    statement: 'The DocumentDB cluster volume has its copies in three zones',
    value: 0,
    unit: 's',
    source: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-fault-tolerance.html',
    confidence: 'quoted',
  },
  'neptune.failover': {
    statement: 'Neptune promotes a replica and serves again in less than 120 s',
    value: 120,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/neptune/latest/userguide/backup-restore-overview-fault-tolerance.html',
    confidence: 'quoted',
  },
  'neptune.replace': {
    statement: 'Without a replica Neptune creates its primary anew, typically in under 10 minutes',
    value: 600,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/neptune/latest/userguide/backup-restore-overview-fault-tolerance.html',
    confidence: 'quoted',
  },
  'neptune.volume': {
    statement: 'The Neptune cluster volume has its copies in three zones',
    value: 0,
    unit: 's',
    source: 'https://docs.aws.amazon.com/neptune/latest/userguide/disaster-recovery-resiliency.html',
    confidence: 'quoted',
  },
  'dynamodb.zones': {
    statement: 'DynamoDB replicates all data across several zones of a region by itself',
    value: 0,
    unit: 's',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html',
    confidence: 'quoted',
  },
  'dynamodb.deleted': {
    statement: 'A deleted table with point-in-time recovery is kept for 35 days as it was just before',
    value: 0,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/pointintimerecovery_beforeyoubegin.html',
    confidence: 'quoted',
  },
  'dynamodb.strong': {
    statement:
      'A global table with strong consistency has each write in another region before it is acknowledged',
    value: 0,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html',
    confidence: 'paraphrased',
  },
  'elasticache.serverless-zones': {
    statement: 'A serverless cache keeps its data in several zones and fails over by itself',
    value: 0,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/WhatIs.corecomponents.html',
    confidence: 'paraphrased',
  },
  'memorydb.log': {
    statement: 'MemoryDB acknowledges a write once it is in a transaction log across zones',
    value: 0,
    unit: 's',
    source: 'https://docs.aws.amazon.com/memorydb/latest/devguide/autofailover.html',
    confidence: 'quoted',
  },
  'opensearch.standby': {
    statement: 'OpenSearch Service promotes its standby zone in under a minute',
    value: 60,
    unit: 's',
    source:
      'https://aws.amazon.com/blogs/big-data/achieve-high-availability-in-amazon-opensearch-multi-az-with-standby-enabled-domains-a-deep-dive-into-failovers/',
    confidence: 'quoted',
  },
  'opensearch.snapshots': {
    statement: 'OpenSearch Service takes a snapshot every hour and keeps it for 14 days',
    value: 3600,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-snapshots.html',
    confidence: 'quoted',
  },
  'efs.zones': {
    statement: 'Writes to a regional EFS file system are durably stored across zones',
    value: 0,
    unit: 's',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/features.html',
    confidence: 'quoted',
  },
  's3.object-lock': {
    statement:
      'Nobody, root included, deletes a version under a compliance lock before it ends; closing the account does',
    value: 0,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
    confidence: 'quoted',
  },
  's3.delete-version': {
    statement: 'S3 does not replicate the deletion of a version',
    value: 0,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html',
    confidence: 'quoted',
  },
  'sla.lambda': {
    statement: 'Lambda: 99.95 % a month',
    value: 99.95,
    unit: '%',
    source: 'https://aws.amazon.com/lambda/sla/',
    confidence: 'paraphrased',
  },
  'sla.compute.instance': {
    statement: 'One EC2 instance: 99.5 % a month',
    value: 99.5,
    unit: '%',
    source: 'https://aws.amazon.com/compute/sla/',
    confidence: 'paraphrased',
  },
  'lambda.zones': {
    statement: 'Lambda runs functions in several zones of a region',
    value: 0,
    unit: 's',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/security-resilience.html',
    confidence: 'quoted',
  },
  'apigateway.zones': {
    statement: 'API Gateway, a regional service, stands in several zones',
    value: 0,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regional-services.html',
    confidence: 'paraphrased',
  },
  'sqs.zones': {
    statement: 'SQS is a regional service, built on several zones',
    value: 0,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regional-services.html',
    confidence: 'quoted',
  },
  'sns.zones': {
    statement: 'SNS, a regional service, keeps messages in several zones',
    value: 0,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regional-services.html',
    confidence: 'paraphrased',
  },
  'kinesis.zones': {
    statement: 'Kinesis Data Streams writes records to three zones',
    value: 0,
    unit: 's',
    source: 'https://docs.aws.amazon.com/streams/latest/dev/disaster-recovery-resiliency.html',
    confidence: 'paraphrased',
  },
  'states.zones': {
    statement: 'Step Functions, a regional service, stands in several zones',
    value: 0,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regional-services.html',
    confidence: 'paraphrased',
  },
  'secretsmanager.zones': {
    statement: 'Secrets Manager, a regional service, stands in several zones',
    value: 0,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regional-services.html',
    confidence: 'paraphrased',
  },
  'kms.zones': {
    statement: 'KMS, a regional service, stands in several zones',
    value: 0,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/regional-services.html',
    confidence: 'paraphrased',
  },
  'kms.waiting': {
    statement: 'KMS waits at least seven days before it deletes a key, and the deletion can be cancelled',
    value: 7,
    unit: 'd',
    source: 'https://docs.aws.amazon.com/kms/latest/cryptographic-details/key-deletion.html',
    confidence: 'quoted',
  },
  'sqs.retention': {
    statement: 'SQS keeps a message four days by default',
    value: 345600,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-queue-parameters.html',
    confidence: 'quoted',
  },
  'kinesis.retention': {
    statement: 'Kinesis keeps a record 24 hours by default',
    value: 24,
    unit: 'h',
    source: 'https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html',
    confidence: 'quoted',
  },
} as const satisfies Record<string, Fact>;

export type FactId = keyof typeof FACTS;

/** The fact as the origin of a term. */
export function fact(id: FactId): FactOrigin {
  const { statement, source, confidence } = FACTS[id];
  return { kind: 'fact', id, statement, source, confidence };
}
