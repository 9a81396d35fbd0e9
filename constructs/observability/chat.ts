import { LoggingLevel, SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { serves } from '../traceability.ts';

export interface ChatProps {
  readonly prefix: string;
  readonly slackWorkspaceId: string;
  readonly slackChannelId: string;
  /** Topics of all regions: the channel is one. */
  readonly topics: readonly ITopic[];
}

/**
 * Alarms in a Slack channel, by Amazon Q Developer in chat applications. Someone has to let it into the workspace once, in
 * its console. It tells and does nothing: its role has no permission, and no more than reading could be given to it.
 */
export class Chat extends Construct {
  constructor(scope: Construct, id: string, props: ChatProps) {
    super(scope, id);
    const channel = new SlackChannelConfiguration(this, 'Channel', {
      slackChannelConfigurationName: `${props.prefix}-alarms`,
      slackWorkspaceId: props.slackWorkspaceId,
      slackChannelId: props.slackChannelId,
      notificationTopics: [...props.topics],
      guardrailPolicies: [ManagedPolicy.fromAwsManagedPolicyName('CloudWatchReadOnlyAccess')],
      loggingLevel: LoggingLevel.ERROR,
    });
    serves(channel, {
      criteria: ['T5'],
      controls: ['NIST 800-53r5 IR-6', 'NIST 800-53r5 SI-4', 'SOC 2 CC7.3'],
    });
  }
}
