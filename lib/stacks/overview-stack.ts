import { Stack, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import {
  alarmTopicByName,
  edgeTopicName,
  regionTopicName,
  ticketTopicName,
} from '../../constructs/observability/alarm-topic.ts';
import { Chat } from '../../constructs/observability/chat.ts';
import { Dashboards } from '../../constructs/observability/dashboards/dashboards.ts';
import { OutsideCanary } from '../../constructs/observability/outside/outside-canary.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface OverviewStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  /** Host name that the edge has where no domain is configured; asked for only there. */
  readonly edgeDomainName: () => string;
}

/** What looks at both regions from a third, and so is still there when one of them is not. */
export class OverviewStack extends Stack {
  constructor(scope: Construct, id: string, props: OverviewStackProps) {
    super(scope, id, props);
    const { config, names } = props;
    const edgeTopic = alarmTopicByName(this, 'EdgeTopic', edgeTopicName(names.prefix));
    new Dashboards(this, 'Dashboards', { config, names });
    new OutsideCanary(this, 'Outside', {
      prefix: names.prefix,
      origin: `https://${config.domain?.name ?? props.edgeDomainName()}`,
      topic: edgeTopic,
    });
    const { chat } = config.alarms;
    if (chat) {
      const topics = [edgeTopic, ...this.regionTopics(props)];
      new Chat(this, 'Chat', { prefix: names.prefix, ...chat, topics });
    }
  }

  private regionTopics({ config, names }: OverviewStackProps): ITopic[] {
    const { primary, recovery } = config.regions;
    return [primary.name, recovery.name].flatMap((region) =>
      [regionTopicName(names.prefix), ticketTopicName(names.prefix)].map((topicName) =>
        Topic.fromTopicArn(
          this,
          `${region}-${topicName}`,
          `arn:${this.partition}:sns:${region}:${this.account}:${topicName}`,
        ),
      ),
    );
  }
}
