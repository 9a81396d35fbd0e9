import type { FactOrigin } from './model.ts';

interface Fact {
  readonly statement: string;
  readonly source: string;
  /** `quoted`: the wording was read at the primary page. `paraphrased`: restated, or read through a third party. */
  readonly confidence: 'quoted' | 'paraphrased';
  /** The number, in the unit that `unit` names. */
  readonly value: number;
  readonly unit: 's' | '%' | 'h' | 'd' | 'count';
}

const RDS_GUIDE = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide';
const ECS_GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';

/**
 * Published numbers the model uses, read in November 2026. Where a publisher gives a range, the value is its worse end.
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
  'sla.route53': {
    statement: 'Route 53 answers 100 % of queries',
    value: 100,
    unit: '%',
    source: 'https://aws.amazon.com/route53/sla/',
    confidence: 'paraphrased',
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
  'rds.retention': {
    statement: 'RDS keeps automated backups for 0 (off) to 35 days',
    value: 35,
    unit: 'd',
    source: `${RDS_GUIDE}/USER_WorkingWithAutomatedBackups.BackupRetention.html`,
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
      'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html',
    confidence: 'paraphrased',
  },
  'cloudfront.global': {
    statement:
      'CloudFront serves from edge locations outside of the regions; losing a region does not stop it',
    value: 0,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/disaster-recovery-resiliency.html',
    confidence: 'paraphrased',
  },
  'elb.zones': {
    statement:
      'A load balancer takes a failed zone out of its own DNS answer and sends requests to healthy targets',
    value: 60,
    unit: 's',
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html',
    confidence: 'paraphrased',
  },
  'rds-proxy.zones': {
    statement: 'RDS Proxy runs in every zone it has a subnet in and bypasses DNS caches',
    value: 0,
    unit: 's',
    source: `${RDS_GUIDE}/rds-proxy.howitworks.html`,
    confidence: 'paraphrased',
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
  'vault.account-closure': {
    statement: 'Ninety days after an account is closed AWS deletes its vaults, locked or not',
    value: 90,
    unit: 'd',
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html',
    confidence: 'quoted',
  },
} as const satisfies Record<string, Fact>;

export type FactId = keyof typeof FACTS;

/** The fact as the origin of a term. */
export function fact(id: FactId): FactOrigin {
  const { statement, source, confidence } = FACTS[id];
  return { kind: 'fact', id, statement, source, confidence };
}
