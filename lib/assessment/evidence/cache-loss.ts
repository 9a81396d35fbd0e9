import type { Estimate } from '../model.ts';
import { attributeOrigin, type Resource } from '../read/graph.ts';
import { estimate, nothing, unknown, unrecoverable } from '../terms.ts';
import { declaredState } from './declared-state.ts';

/** True when the owner says that the store holds what nothing else does. */
export function holdsRecord(store: Resource): boolean {
  return declaredState(store) === 'system of record';
}

/** What is lost when a store of derived data comes back empty: nothing, unless its owner says that it is the record. */
export function lossWhenEmpty(store: Resource, what = 'What a cache holds is computed again'): Estimate {
  return holdsRecord(store)
    ? unrecoverable(`${store.logicalId} is declared a system of record and comes back empty.`)
    : estimate(nothing(what, attributeOrigin(store, 'Type')));
}

/** What is lost when a replica takes over that is copied to asynchronously. */
export function lossOfReplica(store: Resource): Estimate {
  return holdsRecord(store)
    ? unknown('Replication is asynchronous, and what a replica lacks has no published bound.')
    : lossWhenEmpty(store);
}
