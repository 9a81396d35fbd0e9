import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { DatabaseConnection } from '../../constructs/database/connection.ts';
import { alarmTopicByName, regionTopicName } from '../../constructs/observability/alarm-topic.ts';
import { DeadLetters } from '../../constructs/verification/dead-letters.ts';
import { IntegrityCanary } from '../../constructs/verification/integrity-canary.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface IntegrityStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vpc: IVpc;
  readonly database: DatabaseConnection;
  /** Encrypts the canary's log. */
  readonly logsKey: IKey;
}

/** In the primary region, beside the database: the canary that tells damage from health. */
export class IntegrityStack extends Stack {
  constructor(scope: Construct, id: string, props: IntegrityStackProps) {
    super(scope, id, props);
    const { names } = props;
    const topic = alarmTopicByName(this, 'AlarmTopic', regionTopicName(names.prefix));
    const deadLetters = new DeadLetters(this, 'DeadLetters', { names, topic }).queue;
    new IntegrityCanary(this, 'Canary', { ...props, topic, deadLetters });
  }
}
