import type { Finding } from '../model.ts';
import { failOver } from '../routes/rds-failover.ts';
import { promoteReplica } from '../routes/rds-promote-replica.ts';
import { unreadableSize } from '../routes/rds-restore-time.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** D6: a restore takes as long as its storage is large, so without a size no time for it is proven. */
export const restoreSize: Check = (context, components) =>
  components
    .filter(({ kind }) => kind === 'rds-instance')
    .flatMap(({ id, name, resource }): Finding[] => {
      const path = unreadableSize(resource);
      if (path === undefined) return [];
      return [
        {
          rule: 'restore-size',
          severity: 'unproven',
          disruptions: [
            'corruption',
            'deletion',
            'compromise',
            // A standby and a replica are there already, whatever their size.
            ...(failOver(resource, context).rto.kind === 'estimate' ? [] : (['zone'] as const)),
            ...(promoteReplica(resource, context).rto.kind === 'estimate' ? [] : (['region'] as const)),
          ],
          criteria: ['D6'],
          component: id,
          message: `${path} of ${name} cannot be read from the templates, so how long a restore takes is not known.`,
          mends: [mend(resource, path, `Give ${path} a literal value or a parameter with a default`)],
        },
      ];
    });
