import { type EventPattern, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import { serves } from '../traceability.ts';

export interface EventNoticeProps {
  readonly config: PlatformConfig;
  /** Of the topic and the rule. */
  readonly name: string;
  /** One sentence: which events these are. */
  readonly description: string;
  readonly eventPattern: EventPattern;
  /** What the mail says, with fields of the event. */
  readonly message: string;
  readonly criteria: readonly string[];
}

/**
 * Mails what AWS tells as an event and not as a metric, to the address for tickets. A topic of its own, because the alarms' topics take
 * messages from CloudWatch alone, and this is no reason to open them.
 */
export class EventNotice extends Construct {
  constructor(scope: Construct, id: string, props: EventNoticeProps) {
    super(scope, id);
    const { config, name, description, eventPattern, message, criteria } = props;
    // With a key of its own: EventBridge cannot use the one that AWS manages for SNS, and would tell nobody.
    const key = new Key(this, 'Key', { description: `Notices of ${name}`, enableKeyRotation: true });
    const topic = new Topic(this, 'Topic', { topicName: name, masterKey: key, enforceSSL: true });
    const email = config.alarms.ticketEmail ?? config.alarms.email;
    if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
    const rule = new Rule(this, 'Rule', { ruleName: name, description, eventPattern });
    rule.addTarget(new SnsTopic(topic, { message: RuleTargetInput.fromText(message) }));
    for (const part of [topic, rule]) {
      serves(part, { criteria, controls: ['NIST 800-53r5 SI-4', 'SOC 2 CC7.2'] });
    }
  }
}
