import { outcome } from '../components/kind.ts';
import { resource } from '../templates.ts';

/** A service whose task names each of these in its environment. */
const service = (...names: readonly string[]) => ({
  Queue: resource('AWS::SQS::Queue'),
  Topic: resource('AWS::SNS::Topic'),
  Fed: resource('AWS::SNS::Subscription', { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: 'arn' }),
  Stream: resource('AWS::Kinesis::Stream'),
  Cache: resource('AWS::ElastiCache::ReplicationGroup'),
  Bucket: resource('AWS::S3::Bucket'),
  Secret: resource('AWS::SecretsManager::Secret'),
  Address: resource('AWS::SSM::Parameter', { Name: '/app/queue', Value: { Ref: 'Queue' } }),
  Task: resource('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [
      { Image: 'app:1', Environment: names.map((name) => ({ Name: name, Value: { Ref: name } })) },
    ],
  }),
  Service: resource('AWS::ECS::Service', { TaskDefinition: { Ref: 'Task' } }),
});

const needs = (...names: readonly string[]) => outcome(service(...names), 'Service', 'zone').needs;

describe('A service', () => {
  test('needs the queues, topics and streams that its tasks name', () => {
    expect(needs('Queue', 'Topic', 'Stream')).toEqual(['Queue hard', 'Stream hard', 'Topic hard']);
  });

  test('needs them also when their address stands in a parameter', () => {
    expect(needs('Address')).toEqual(['Queue hard']);
  });

  test('goes on without its cache, and runs without its bucket and its secret', () => {
    expect(needs('Cache', 'Bucket', 'Secret')).toEqual(['Cache soft']);
  });
});
