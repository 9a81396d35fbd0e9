import type { ComponentKind } from '../component-kind.ts';
import { fact } from '../facts.ts';
import type { Estimate } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asNumber } from '../read/value.ts';
import { messageRoutes } from '../routes/messages.ts';
import { computed, estimate, unreadable } from '../terms.ts';

const DEFAULT_RETENTION_HOURS = 24;

/**
 * A data stream. Like a queue it holds data in flight (`derived`): its loss counts only where metadata declares it a
 * system of record, and then by its retention.
 */
export const kinesisStream: ComponentKind = {
  kind: 'kinesis-stream',
  types: ['AWS::Kinesis::Stream'],
  recognise: (stream) => {
    const name = property(stream, 'Name');
    return { name: `stream ${typeof name === 'string' ? name : stream.logicalId}`, state: 'derived' };
  },
  routes: (stream, disruption, context) =>
    messageRoutes(stream, disruption, context, {
      id: 'kinesis',
      noun: 'stream',
      zones: 'kinesis.zones',
      loss: kept(stream),
    }),
};

function kept(stream: Resource): Estimate {
  const path = 'RetentionPeriodHours';
  const set = property(stream, path);
  const hours = set === undefined ? DEFAULT_RETENTION_HOURS : asNumber(set);
  if (hours === undefined) return unreadable(stream, path);
  const origin = set === undefined ? fact('kinesis.retention') : originOf(stream, path);
  return estimate(computed('Records are kept for', 'recover', hours * 3600, `${hours} h`, [origin]));
}
