import type { ComponentKind, ModelContext } from '../component-kind.ts';
import { encryptsData } from '../evidence/key-use.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { originOf, type Resource } from '../read/graph.ts';
import { severalZones } from '../routes/several-zones.ts';
import { nothingKept } from '../routes/stateless.ts';
import { assumed, blocked, estimate, unrecoverable } from '../terms.ts';

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

/**
 * KMS never deletes at once, and until then a person can cancel it. The template's waiting period holds when the stack is
 * deleted; whoever deletes the key itself may ask for the least, so that one counts.
 */
function cancelDeletion(
  key: Resource,
  context: ModelContext,
  detectedBy: 'deletion.detect' | 'compromise.detect',
): Route {
  const [id, name] = [
    'kms.cancel-deletion',
    'cancel the deletion within the waiting period and enable the key',
  ];
  const proof = [fact('kms.waiting'), originOf(key, 'PendingWindowInDays')];
  const rto = estimate(assumed(context, detectedBy, 'detect'), assumed(context, 'human.restore', 'recover'));
  const days = FACTS['kms.waiting'].value;
  if (rto.kind === 'estimate' && rto.seconds >= days * DAY) {
    const why = `The key may be gone after ${days} days, before its deletion is noticed and cancelled.`;
    return blocked(id, name, unrecoverable(why), proof);
  }
  return { id, name, rto, rpo: nothingKept(key), proof };
}

const DAY = 86_400;
