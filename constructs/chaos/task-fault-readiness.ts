/** What a task must be like for faults inside it to work, and what it is like. */
export interface FaultableTask {
  readonly pidMode: unknown;
  readonly enableFaultInjection: unknown;
  /** Of the service: ECS Exec brings an agent of its own, and the two cannot stand in one task. */
  readonly enableExecuteCommand: unknown;
  readonly hasAgent: boolean;
}

/**
 * Sentences on what keeps FIS from injecting faults into tasks on Fargate; none when it can. An experiment would find out
 * only when it is run.
 *
 * Source: AWS FIS User Guide, "Use the AWS FIS aws:ecs:task actions", requirements and limitations.
 */
export function taskFaultGaps(task: FaultableTask): string[] {
  const gaps: [boolean, string][] = [
    [task.pidMode === 'task', 'pidMode must be "task", so that the agent sees the app'],
    [
      task.enableFaultInjection === true,
      'enableFaultInjection must be true, so that ECS has its fault endpoints',
    ],
    [
      task.enableExecuteCommand !== true,
      'ECS Exec must be off: its agent takes the place of the fault agent',
    ],
    [task.hasAgent, 'the container fault-agent must stand beside the app'],
  ];
  return gaps
    .filter(([holds]) => !holds)
    .map(([, gap]) => `FIS cannot inject faults into the app’s tasks: ${gap}.`);
}
