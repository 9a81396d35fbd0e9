import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type RegionRole, taskBounds } from '../../service/task-bounds.ts';
import { JOURNEYS, journeyRequests } from '../service-levels/journey-requests.ts';
import { graph, ROLES, regionOf, type Section, type View } from './view.ts';

/** How many tasks there are, what they have to do, and how much they have left. */
export function capacitySection(view: View): Section {
  return {
    title: 'Capacity',
    rows: ROLES.map((role) => [tasks(view, role), utilisation(view, role), requests(view, role)]),
  };
}

function ecs({ names }: View, namespace: string, metricName: string, statistic: string, label: string) {
  return new Metric({
    namespace,
    metricName,
    dimensionsMap: { ClusterName: names.cluster, ServiceName: names.service },
    statistic,
    period: Duration.minutes(1),
    label,
  });
}

function tasks(view: View, role: RegionRole) {
  const { min, max } = taskBounds(view.config, role);
  return graph(regionOf(view, role), {
    title: 'Tasks',
    metrics: [
      ecs(view, 'ECS/ContainerInsights', 'RunningTaskCount', Stats.MINIMUM, 'running'),
      ecs(view, 'ECS/ContainerInsights', 'DesiredTaskCount', Stats.MAXIMUM, 'desired'),
    ],
    across: 3,
    unit: 'tasks',
    lines: [
      { value: view.config.service.tasksForDeclaredLoad, label: 'declared load' },
      { value: min, label: 'minimum' },
      { value: max, label: 'maximum' },
    ],
  });
}

function utilisation(view: View, role: RegionRole) {
  const { cpuPercent, memoryPercent } = view.config.service.targets;
  return graph(regionOf(view, role), {
    title: 'CPU and memory of the tasks',
    metrics: [
      ecs(view, 'AWS/ECS', 'CPUUtilization', Stats.AVERAGE, 'CPU'),
      ecs(view, 'AWS/ECS', 'MemoryUtilization', Stats.AVERAGE, 'memory'),
    ],
    across: 3,
    unit: 'percent',
    upTo: 100,
    lines: [
      { value: cpuPercent, label: 'aim of scaling, CPU' },
      { value: memoryPercent, label: 'aim of scaling, memory' },
    ],
  });
}

function requests(view: View, role: RegionRole) {
  const metrics = JOURNEYS.map((journey) =>
    journeyRequests(view.names, journey, 'good').with({ label: journey }),
  );
  return graph(regionOf(view, role), {
    title: 'Requests answered well',
    metrics,
    across: 3,
    unit: 'requests a minute',
  });
}
