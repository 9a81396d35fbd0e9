import type { ComponentKind, ModelContext } from '../component-kind.ts';
import { encryptsData } from '../evidence/key-use.ts';
import { fact } from '../facts.ts';
import type { Route } from '../model.ts';
import type { Resource } from '../read/graph.ts';
import { severalZones } from '../routes/several-zones.ts';
import { nothingKept } from '../routes/stateless.ts';
import { assumed, estimate } from '../terms.ts';

/**
 * A key that stores are encrypted with. Whether the recovery region has keys of its own is for the routes of those stores
 * and the check `recovery-completeness` to say, so the loss of the region itself does not touch the key.
 */
export const kmsKey: ComponentKind = {
  kind: 'kms-key',
  types: ['AWS::KMS::Key'],
  recognise: (key, { graph }) =>
    encryptsData(key, graph) ? { name: `key ${key.logicalId}`, state: 'none' } : undefined,
  leavesOut: (key, { graph }) => (encryptsData(key, graph) ? undefined : 'encrypting no store'),
  routes: (key, disruption, context) => {
    switch (disruption) {
      case 'zone':
        return [severalZones(key, 'kms.zones', 'kms.zones')];
      case 'deletion':
        return [cancelDeletion(key, context, 'deletion.detect')];
      case 'compromise':
        return [cancelDeletion(key, context, 'compromise.detect')];
      default:
        return 'untouched';
    }
  },
};

/** KMS never deletes at once: whoever asks for the least waits seven days, and until then a person can cancel it. */
function cancelDeletion(
  key: Resource,
  context: ModelContext,
  detectedBy: 'deletion.detect' | 'compromise.detect',
): Route {
  return {
    id: 'kms.cancel-deletion',
    name: 'cancel the deletion within the waiting period and enable the key',
    rto: estimate(assumed(context, detectedBy, 'detect'), assumed(context, 'human.restore', 'recover')),
    rpo: nothingKept(key),
    proof: [fact('kms.waiting')],
  };
}
