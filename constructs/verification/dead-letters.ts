import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { platformAlarm } from '../observability/platform-alarm.ts';
import { serves } from '../traceability.ts';

export interface DeadLettersProps {
  readonly names: PlatformNames;
  readonly topic: ITopic;
}

/** Where runs end up that failed every time they were tried, with an alarm on the first of them. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      queueName: `${props.names.prefix}-verification-dead-letters`,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.queue, {
      'AwsSolutions-SQS3': 'It is itself where dead letters go.',
    });
    serves(this.queue, { criteria: ['D3', 'T5'], controls: ['NIST 800-53r5 SI-11'] });
    platformAlarm(
      this,
      { prefix: props.names.prefix, topic: props.topic, family: 'verification' },
      {
        name: 'verification-dead-letters',
        meaning: 'A verifier failed each time it was tried: what it should have checked is not checked.',
        metric: this.queue.metricApproximateNumberOfMessagesVisible({
          statistic: Stats.MAXIMUM,
          period: Duration.minutes(5),
        }),
        threshold: 0,
        comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
        periods: 1,
        breaching: 1,
        // SQS sends no numbers of a queue that nobody has used for six hours.
        missing: TreatMissingData.NOT_BREACHING,
        criteria: ['D3'],
      },
    );
  }
}
