import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import { serves } from '../traceability.ts';

export interface EndNoticeProps {
  readonly config: PlatformConfig;
  /** Of the task definition, the topic and the rule. */
  readonly name: string;
  readonly clusterArn: string;
}

/**
 * Tells when a run has ended, and how: a soak that is over after an hour is a mail at the wrong time of day. A topic of its own, because
 * the alarms' topics take messages from CloudWatch alone, and a load test is no reason to open them.
 */
export class EndNotice extends Construct {
  constructor(scope: Construct, id: string, props: EndNoticeProps) {
    super(scope, id);
    const { config, name, clusterArn } = props;
    const topic = this.topic(name);
    const email = config.alarms.ticketEmail ?? config.alarms.email;
    if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
    const rule = new Rule(this, 'Ended', {
      ruleName: `${name}-ended`,
      description: `Tasks of ${name} that have stopped, for whatever reason`,
      eventPattern: {
        source: ['aws.ecs'],
        detailType: ['ECS Task State Change'],
        detail: { clusterArn: [clusterArn], lastStatus: ['STOPPED'] },
      },
    });
    rule.addTarget(new SnsTopic(topic, { message: RuleTargetInput.fromText(message(name)) }));
    serves(rule, { criteria: ['P4'], controls: ['NIST 800-53r5 SI-4', 'SOC 2 CC7.2'] });
  }

  /** With a key of its own: EventBridge cannot use the one that AWS manages for SNS, and would tell nobody. */
  private topic(name: string): Topic {
    const key = new Key(this, 'Key', {
      description: `Notices on the ends of ${name}`,
      enableKeyRotation: true,
    });
    const topic = new Topic(this, 'Topic', { topicName: `${name}-ended`, masterKey: key, enforceSSL: true });
    serves(topic, { criteria: ['P4'], controls: ['NIST 800-53r5 SI-4', 'SOC 2 CC7.2'] });
    return topic;
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
