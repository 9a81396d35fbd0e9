import type { ModelContext } from '../component-kind.ts';
import { type SnapshotSchedule, snapshotSchedulesOf } from '../evidence/snapshot-policies.ts';
import type { Route, Term } from '../model.ts';
import type { Resource } from '../read/graph.ts';
import { assumed, blocked, computed, estimate, known, unreadable } from '../terms.ts';

const ID = 'dlm.snapshots';
const DETECTION = {
  zone: 'human.detect',
  corruption: 'corruption.detect',
  deletion: 'deletion.detect',
} as const;

/**
 * Back from the snapshots that Data Lifecycle Manager takes of an instance's volumes. They lie in the region, so they
 * outlive the zone and the instance; nothing locks them, so they prove nothing against a compromised account.
 */
export function snapshotRoutes(
  instance: Resource,
  disruption: keyof typeof DETECTION,
  context: ModelContext,
): readonly Route[] {
  const name = 'create the volumes again from their last snapshot';
  const noticed = assumed(context, DETECTION[disruption], 'detect');
  return snapshotSchedulesOf(instance, context.graph).map((schedule) => {
    const { policy, path, proof } = schedule;
    const apart = between(schedule);
    if (!apart) return blocked(ID, name, unreadable(policy, path), proof);
    return {
      id: ID,
      name,
      rto: estimate(
        noticed,
        assumed(context, 'human.restore', 'recover'),
        assumed(context, 'ec2.restore', 'recover'),
      ),
      // What was written after the damage is given up too; after the loss of the instance nothing is written.
      rpo: estimate(apart, known('dlm.start', 'recover'), ...(disruption === 'corruption' ? [noticed] : [])),
      proof,
    };
  });
}

function between({ periodSeconds, path, proof }: SnapshotSchedule): Term | undefined {
  if (periodSeconds === undefined) return undefined;
  return computed('Time between two snapshots', 'recover', periodSeconds, `schedule ${path}`, proof);
}
