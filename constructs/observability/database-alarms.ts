import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { resolveAssumptions } from '../../lib/assessment/assumptions.ts';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import type { RegionRole } from '../service/task-bounds.ts';
import { type AlarmSpec, platformAlarm } from './platform-alarm.ts';

export interface DatabaseAlarmsProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly role: RegionRole;
  readonly topic: ITopic;
}

const { GREATER_THAN_THRESHOLD: ABOVE, LESS_THAN_THRESHOLD: BELOW } = ComparisonOperator;
const GIB = 2 ** 30;

/** Share of the allocated storage that is left when someone is woken, percent; autoscaling begins at 10. */
const FREE_STORAGE_PERCENT = 15;

/** Share of the allocated storage that logs kept for a replica may fill, percent. */
const SLOT_PERCENT = 10;

/** Share of the CPU that may be used, percent. */
export const CPU_PERCENT = 80;

/** Share of `max_connections` that may be used, percent. */
export const CONNECTIONS_PERCENT = 80;

/**
 * The alarms on the database of one region, by its literal name. In the recovery region they stand before there is a
 * database to watch, so that nobody has to think of them in a takeover.
 */
export class DatabaseAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseAlarmsProps) {
    super(scope, id);
    const { config, role } = props;
    const replicated = config.strategy !== 'backup-restore';
    const specs = [
      cpu(props),
      freeStorage(props),
      connections(props),
      ...(replicated ? [role === 'primary' ? replicationSlot(props) : replicaLag(props)] : []),
    ];
    const context = { prefix: props.names.prefix, topic: props.topic, family: 'database' as const };
    for (const spec of specs) platformAlarm(this, context, spec);
  }
}

/** The instance that serves in this region, or that will after a takeover. */
export function instanceOf({
  names,
  role,
  config,
}: Pick<DatabaseAlarmsProps, 'names' | 'role' | 'config'>): string {
  const promoted = role === 'recovery' && config.strategy !== 'backup-restore';
  return promoted ? names.databaseReplica : names.databaseInstance;
}

function metric(props: DatabaseAlarmsProps, metricName: string, statistic: string): Metric {
  return new Metric({
    namespace: 'AWS/RDS',
    metricName,
    dimensionsMap: { DBInstanceIdentifier: instanceOf(props) },
    statistic,
    period: Duration.minutes(1),
  });
}

function cpu(props: DatabaseAlarmsProps): AlarmSpec {
  return {
    name: 'database-cpu-high',
    meaning: `The database has used more than ${CPU_PERCENT} % of its CPU for a quarter of an hour: requests queue.`,
    metric: metric(props, 'CPUUtilization', Stats.AVERAGE),
    threshold: CPU_PERCENT,
    comparison: ABOVE,
    periods: 15,
    breaching: 12,
    // A gap is a failover or a region without a database; neither is a busy one.
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['B5'],
  };
}

function freeStorage(props: DatabaseAlarmsProps): AlarmSpec {
  return {
    name: 'database-storage-low',
    meaning: `Less than ${FREE_STORAGE_PERCENT} % of the storage that the database began with is free: a full database stops every write.`,
    metric: metric(props, 'FreeStorageSpace', Stats.MINIMUM),
    threshold: Math.round((props.config.database.storageGiB * GIB * FREE_STORAGE_PERCENT) / 100),
    comparison: BELOW,
    periods: 5,
    breaching: 5,
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['A1'],
  };
}

function connections(props: DatabaseAlarmsProps): AlarmSpec {
  return {
    name: 'database-connections-high',
    meaning: `More than ${CONNECTIONS_PERCENT} % of the database's connections are taken: when all are, requests fail.`,
    metric: metric(props, 'DatabaseConnections', Stats.MAXIMUM),
    threshold: Math.floor((props.config.database.maxConnections * CONNECTIONS_PERCENT) / 100),
    comparison: ABOVE,
    periods: 5,
    breaching: 3,
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['B6'],
  };
}

function replicaLag(props: DatabaseAlarmsProps): AlarmSpec {
  const { value, unit } = resolveAssumptions(props.config.assumptions)['rds.replicaLag'];
  return {
    name: 'database-replica-lag',
    meaning: `The replica is more than ${value} ${unit} behind: a takeover now would lose more than the recovery point objective assumes.`,
    metric: metric(props, 'ReplicaLag', Stats.MAXIMUM),
    threshold: value,
    comparison: ABOVE,
    periods: 5,
    breaching: 3,
    // A replica that reports nothing follows nothing. After a promotion the runbook silences it.
    missing: TreatMissingData.BREACHING,
    criteria: ['D6', 'A5'],
  };
}

function replicationSlot(props: DatabaseAlarmsProps): AlarmSpec {
  return {
    name: 'database-replication-slot-behind',
    meaning: `Logs kept for a replica that does not fetch them fill more than ${SLOT_PERCENT} % of the storage; they grow until the primary is full.`,
    metric: metric(props, 'OldestReplicationSlotLag', Stats.MAXIMUM),
    threshold: Math.round((props.config.database.storageGiB * GIB * SLOT_PERCENT) / 100),
    comparison: ABOVE,
    periods: 5,
    breaching: 3,
    // Reported only while a replica holds a slot; that the replica is gone is the other region's alarm.
    missing: TreatMissingData.NOT_BREACHING,
    criteria: ['A1', 'D6'],
  };
}
