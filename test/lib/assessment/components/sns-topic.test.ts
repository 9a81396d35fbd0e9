import { resource } from '../templates.ts';
import { attribute, outcome } from './kind.ts';

describe('A topic', () => {
  test('is a component when it feeds a queue, not when it only notifies people', () => {
    const topic = (Protocol: string) => ({
      Topic: resource('AWS::SNS::Topic'),
      Queue: resource('AWS::SQS::Queue'),
      Subscription: resource('AWS::SNS::Subscription', {
        TopicArn: { Ref: 'Topic' },
        Protocol,
        Endpoint: attribute('Queue'),
      }),
    });
    expect(outcome(topic('sqs'), 'Topic', 'zone')).toMatchObject({ state: 'none', rto: 0 });
    expect(outcome(topic('email'), 'Topic', 'zone').state).toBeUndefined();
  });
});
