import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { resolveAssumptions } from '../../../lib/assessment/assumptions.ts';
import type { RegionRole } from '../../service/task-bounds.ts';
import { CONNECTIONS_PERCENT, CPU_PERCENT, instanceOf } from '../database-alarms.ts';
import { type GraphSpec, graph, ROLES, regionOf, type Section, type View } from './view.ts';

/** The database of each region, and how far its replica is behind. */
export function databaseSection(view: View): Section {
  return {
    title: 'Database',
    rows: ROLES.flatMap((role) => [
      [cpu, connections, waiting].map((spec) => graph(regionOf(view, role), spec(view, role))),
      [storage, throughput, lag].map((spec) => graph(regionOf(view, role), spec(view, role))),
    ]),
  };
}

type Spec = (view: View, role: RegionRole) => GraphSpec;

function rds(view: View, role: RegionRole, metricName: string, statistic: string, label: string): Metric {
  return new Metric({
    namespace: 'AWS/RDS',
    metricName,
    dimensionsMap: { DBInstanceIdentifier: instanceOf({ ...view, role }) },
    statistic,
    period: Duration.minutes(1),
    label,
  });
}

const cpu: Spec = (view, role) => ({
  title: 'CPU of the database',
  metrics: [rds(view, role, 'CPUUtilization', Stats.AVERAGE, 'CPU')],
  across: 3,
  unit: 'percent',
  upTo: 100,
  lines: [{ value: CPU_PERCENT, label: 'alarm' }],
});

const connections: Spec = (view, role) => ({
  title: 'Connections',
  metrics: [rds(view, role, 'DatabaseConnections', Stats.MAXIMUM, 'open')],
  across: 3,
  unit: 'connections',
  lines: [
    { value: (view.config.database.maxConnections * CONNECTIONS_PERCENT) / 100, label: 'alarm' },
    { value: view.config.database.maxConnections, label: 'most' },
  ],
});

const waiting: Spec = (view, role) => ({
  title: 'Time of one access to storage',
  metrics: [
    rds(view, role, 'ReadLatency', Stats.AVERAGE, 'read'),
    rds(view, role, 'WriteLatency', Stats.AVERAGE, 'write'),
  ],
  across: 3,
  unit: 'seconds',
});

const storage: Spec = (view, role) => ({
  title: 'Free storage',
  metrics: [rds(view, role, 'FreeStorageSpace', Stats.MINIMUM, 'free')],
  across: 3,
  unit: 'bytes',
});

const throughput: Spec = (view, role) => ({
  title: 'Accesses to storage',
  metrics: [
    rds(view, role, 'ReadIOPS', Stats.AVERAGE, 'read'),
    rds(view, role, 'WriteIOPS', Stats.AVERAGE, 'write'),
  ],
  across: 3,
  unit: 'accesses a second',
});

/** The replica tells it, so in the primary region the line is empty. */
const lag: Spec = (view, role) => ({
  title: 'Replica behind the primary',
  metrics: [rds(view, role, 'ReplicaLag', Stats.MAXIMUM, 'behind')],
  across: 3,
  unit: 'seconds',
  lines: [{ value: resolveAssumptions(view.config.assumptions)['rds.replicaLag'].value, label: 'alarm' }],
});
