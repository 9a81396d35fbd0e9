import { EventField } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import { EventNotice } from '../observability/event-notice.ts';

export interface EndNoticeProps {
  readonly config: PlatformConfig;
  /** Of the task definition. */
  readonly name: string;
  readonly clusterArn: string;
}

/** Tells when a run has ended, and how: a soak that is over after an hour is a mail at the wrong time of day. */
export class EndNotice extends EventNotice {
  constructor(scope: Construct, id: string, { config, name, clusterArn }: EndNoticeProps) {
    super(scope, id, {
      config,
      name: `${name}-ended`,
      description: `Tasks of ${name} that have stopped, for whatever reason`,
      eventPattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Task State Change'],
        detail: { clusterArn: [clusterArn], lastStatus: ['STOPPED'] },
      },
      message: message(name),
      criteria: ['P4'],
    });
  }
}

/** Exit codes are those of the task's own program; without one the container never ran. */
function message(name: string): string {
  const field = (path: string) => EventField.fromPath(`$.detail.${path}`);
  return [
    `A task of ${name} has stopped.`,
    `Exit code: ${field('containers[0].exitCode')} (0: as it should; 1: a target is missed; 2: not all was measured; none or above 100: killed).`,
    `Reason: ${field('stopCode')}, ${field('stoppedReason')}.`,
    `Started ${field('startedAt')}, stopped ${field('stoppedAt')}.`,
    `Task: ${field('taskArn')}.`,
  ].join(' ');
}
