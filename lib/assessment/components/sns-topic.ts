import type { ComponentKind, ModelContext } from '../component-kind.ts';
import { property, type Resource } from '../read/graph.ts';
import { messageRoutes } from '../routes/messages.ts';
import { nothingKept } from '../routes/stateless.ts';

/** A topic that feeds queues or functions. One that only notifies people is not in the way of any request. */
export const snsTopic: ComponentKind = {
  kind: 'sns-topic',
  types: ['AWS::SNS::Topic'],
  recognise: (topic, context) =>
    feeds(topic, context) ? { name: `topic ${topic.logicalId}`, state: 'none' } : undefined,
  leavesOut: (topic, context) => (feeds(topic, context) ? undefined : 'feeding no queue or function'),
  routes: (topic, disruption, context) =>
    messageRoutes(topic, disruption, context, {
      id: 'sns',
      noun: 'topic',
      zones: 'sns.zones',
      loss: nothingKept(topic),
    }),
};

function feeds(topic: Resource, { graph }: ModelContext): boolean {
  return graph
    .ofType('AWS::SNS::Subscription')
    .some(
      (subscription) =>
        graph.named(property(subscription, 'TopicArn')).includes(topic) &&
        ['sqs', 'lambda', 'firehose'].includes(String(property(subscription, 'Protocol'))),
    );
}
