import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { serves } from '../traceability.ts';

export interface AlarmTopicProps {
  /** Literal name, so that alarms of other stacks reach the topic without a reference. */
  readonly topicName: string;
  /**
   * Address that is told by mail; whoever it belongs to must confirm it once.
   * @default - nobody is told by mail
   */
  readonly email?: string;
  /**
   * Encrypts the notifications.
   * @default - a key of the topic's own
   */
  readonly key?: IKey;
}

/** Where the alarms of one region are sent. A region has its own, because a lost one can tell nobody anything. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;
  readonly key: IKey;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    this.key = props.key ?? this.ownKey(props.topicName);
    this.topic = new Topic(this, 'Topic', {
      topicName: props.topicName,
      displayName: `Alarms of ${props.topicName}`,
      masterKey: this.key,
      enforceSSL: true,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (props.email !== undefined) this.topic.addSubscription(new EmailSubscription(props.email));
    serves(this.topic, {
      criteria: ['A1', 'T5'],
      controls: ['NIST 800-53r5 SI-4', 'NIST 800-53r5 IR-6', 'SOC 2 CC7.2'],
    });
  }

  private ownKey(topicName: string): Key {
    const key = new Key(this, 'Key', {
      description: `Alarm notifications of ${topicName}`,
      enableKeyRotation: true,
    });
    // Without it alarms change state and nobody is told: CloudWatch cannot use the key that AWS manages for SNS.
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    return key;
  }
}

/** The topic of the stack's own region, by its literal name. */
export function alarmTopicByName(scope: Construct, id: string, topicName: string): ITopic {
  const arn = Stack.of(scope).formatArn({
    service: 'sns',
    resource: topicName,
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  });
  return Topic.fromTopicArn(scope, id, arn);
}

/** Name of the topic that the alarms of the primary and of the recovery region are sent to. */
export function regionTopicName(prefix: string): string {
  return `${prefix}-alarms`;
}

/** Name of the topic for what can wait until working hours, in the primary and in the recovery region. */
export function ticketTopicName(prefix: string): string {
  return `${prefix}-tickets`;
}

/** Name of the topic that the alarms on the edge are sent to; it differs, because the edge may share its region. */
export function edgeTopicName(prefix: string): string {
  return `${prefix}-edge-alarms`;
}
