import { EventField, Match } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../../lib/names.ts';
import { EventNotice } from '../../observability/event-notice.ts';
import { alarmDescription } from '../../observability/platform-alarm.ts';

export interface PlanWarningsProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly planArn: string;
}

/** Heads its section of the runbook, as the names of alarms do theirs. */
const NAME = 'takeover-plan-warning';

/**
 * Tells when Region switch, which looks every half hour whether it could run the plan, finds that it could not: a permission that is gone
 * or a resource that is named otherwise shows on a quiet day, and not in the night of the takeover. While a warning lasts it is told again
 * every 24 hours. AWS sends these events with best effort.
 *
 * @see https://docs.aws.amazon.com/r53recovery/latest/dg/eventbridge-region-switch.html Its examples name two types of event for a warning,
 * so it is known by its content.
 */
export class PlanWarnings extends EventNotice {
  constructor(scope: Construct, id: string, { config, names, planArn }: PlanWarningsProps) {
    super(scope, id, {
      config,
      name: `${names.prefix}-${NAME}`,
      description: `Warnings about the plan ${names.takeoverPlan}`,
      eventPattern: {
        source: ['aws.arc-region-switch'],
        resources: [planArn],
        detail: { metadata: { warning: Match.exists() } },
      },
      message: alarmDescription(
        `A takeover may not work. ${EventField.fromPath('$.detail.metadata.warning')}`,
        'takeover',
        NAME,
      ),
      criteria: ['A5', 'D7'],
    });
  }
}
