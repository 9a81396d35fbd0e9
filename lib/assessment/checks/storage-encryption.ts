import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { asBoolean, Unresolved } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const FLAG: Record<string, string> = {
  'AWS::RDS::DBInstance': 'StorageEncrypted',
  'AWS::ElastiCache::ReplicationGroup': 'AtRestEncryptionEnabled',
};

/** D2: a copy of unencrypted storage is unencrypted wherever it is kept, and a locked vault cannot change that. */
export const storageEncryption: Check = (context) =>
  Object.entries(FLAG).flatMap(([type, path]) =>
    context.graph.ofType(type).flatMap((resource): Finding[] => {
      const value = property(resource, path);
      if (asBoolean(value) === true || property(resource, 'DBClusterIdentifier') !== undefined) return [];
      // A replica and a restored instance take their encryption from the source; a key by itself is refused.
      const inherits = ['SourceDBInstanceIdentifier', 'DBSnapshotIdentifier'];
      if (value === undefined && inherits.some((from) => property(resource, from) !== undefined)) return [];
      const why = value instanceof Unresolved ? 'is not shown to be encrypted' : 'is not encrypted';
      return [
        {
          rule: 'storage-encryption',
          severity: 'warning',
          disruptions: ['compromise'],
          criteria: ['D2'],
          component: `${resource.stack.name}/${resource.logicalId}`,
          message: `The storage of ${resource.logicalId} in ${resource.stack.region} ${why}, and neither are its backups.`,
          mends: [mend(resource, path, `Set ${path} to true`)],
        },
      ];
    }),
  );
