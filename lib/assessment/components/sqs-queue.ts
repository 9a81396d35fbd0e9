import type { ComponentKind } from '../component-kind.ts';
import { fact } from '../facts.ts';
import type { Estimate } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asNumber } from '../read/value.ts';
import { messageRoutes } from '../routes/messages.ts';
import { computed, estimate, unreadable } from '../terms.ts';

const DEFAULT_RETENTION_SECONDS = 4 * 86_400;

/**
 * A queue. Its messages are data in flight that the producer owns, so its state is `derived`: what it loses counts only
 * where metadata declares it a system of record, and then by the longest time that a message may wait in it.
 */
export const sqsQueue: ComponentKind = {
  kind: 'sqs-queue',
  types: ['AWS::SQS::Queue'],
  recognise: (queue) => {
    const name = property(queue, 'QueueName');
    return { name: `queue ${typeof name === 'string' ? name : queue.logicalId}`, state: 'derived' };
  },
  routes: (queue, disruption, context) =>
    messageRoutes(queue, disruption, context, {
      id: 'sqs',
      noun: 'queue',
      zones: 'sqs.zones',
      loss: waiting(queue),
    }),
};

function waiting(queue: Resource): Estimate {
  const path = 'MessageRetentionPeriod';
  const set = property(queue, path);
  const seconds = set === undefined ? DEFAULT_RETENTION_SECONDS : asNumber(set);
  if (seconds === undefined) return unreadable(queue, path);
  const origin = set === undefined ? fact('sqs.retention') : originOf(queue, path);
  return estimate(
    computed('A message waits at most its retention', 'recover', seconds, `${seconds} s`, [origin]),
  );
}
