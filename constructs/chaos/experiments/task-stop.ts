import { type Experiment, type ExperimentContext, RESOLVE_TARGETS, tasks } from '../experiment.ts';

/** A task dies. */
export function taskStop(context: ExperimentContext): Experiment {
  return {
    name: 'task-stop',
    disruption: 'process',
    description: 'One task of the app is stopped: no request may fail, and a new task takes its place.',
    targets: { task: tasks(context, 'COUNT(1)') },
    actions: { stop: { actionId: 'aws:ecs:stop-task', targets: { Tasks: 'task' } } },
    permissions: stopTaskPermissions(context),
  };
}

/** Stop tasks of the app's cluster. */
export function stopTaskPermissions({ partition, region, account, names }: ExperimentContext) {
  return [
    {
      actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
      resources: [`arn:${partition}:ecs:${region}:${account}:task/${names.cluster}/*`],
      wildcardReason:
        'A task’s id is drawn when it starts; only those of this environment’s cluster are touched.',
    },
    { ...RESOLVE_TARGETS, actions: [...RESOLVE_TARGETS.actions, 'ecs:ListTasks'] },
  ];
}
