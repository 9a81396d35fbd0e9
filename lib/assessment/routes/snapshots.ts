import type { ModelContext } from '../component-kind.ts';
import type { Route, Term } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asNumber, Unresolved } from '../read/value.ts';
import { assumed, blocked, computed, estimate, mend, unreadable, unrecoverable } from '../terms.ts';

const DAY = 86_400;

/** How a store is restored from the snapshots it takes of itself. */
export interface DailySnapshots {
  readonly id: string;
  /** Property that says for how many days snapshots are kept; 0 or absent takes none. */
  readonly path: string;
  readonly restore: readonly Term[];
}

/** Back to the last daily snapshot before the damage: what was written since then is lost, and what came after. */
export function dailySnapshot(store: Resource, context: ModelContext, snapshots: DailySnapshots): Route {
  const { id, path, restore } = snapshots;
  const name = 'restore the last automatic snapshot before the damage';
  const proof = [originOf(store, path)];
  const kept = property(store, path);
  if (kept instanceof Unresolved) return blocked(id, name, unreadable(store, path), proof);
  if ((asNumber(kept) ?? 0) === 0) {
    const change = mend(store, path, `Set ${path} to at least 1`);
    return blocked(id, name, unrecoverable('No automatic snapshots are kept.', change), proof);
  }
  const noticed = assumed(context, 'corruption.detect', 'detect');
  const apart = computed('Time between two automatic snapshots', 'recover', DAY, 'once a day', proof);
  return { id, name, rto: estimate(noticed, ...restore), rpo: estimate(apart, noticed), proof };
}
