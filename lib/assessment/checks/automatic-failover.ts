import { standbyOf } from '../evidence/rds-standby.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** A system of record must fail over by itself: waiting for a person to restore it is not high availability. */
export const automaticFailover: Check = ({ graph }, components) =>
  components
    .filter(({ kind, resource }) => kind === 'rds-instance' && standbyOf(resource, graph).present !== true)
    .map(({ id, name, resource }) => ({
      rule: 'automatic-failover',
      severity: standbyOf(resource, graph).present === undefined ? 'unproven' : 'breach',
      disruptions: ['node', 'zone'],
      criteria: ['A1', 'A5', 'C1'],
      component: id,
      message: `${name} has no standby in another zone: losing its host or zone stops every write until it is replaced or restored.`,
      mends: [mend(resource, 'MultiAZ', 'Set MultiAZ to true (database.multiAz in the configuration)')],
    }));
