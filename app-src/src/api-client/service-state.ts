import { useSyncExternalStore } from 'react';

/** What the last answers said of the service. */
export type ServiceState =
  | { readonly mode: 'normal' }
  | {
      /** `read-only`: the database is away and answers come from copies. `away`: nobody answers. */
      readonly mode: 'read-only' | 'away';
      /** When the shown data was read from the database, in milliseconds of the clock; unknown when the answer did not say. */
      readonly asOf: number | undefined;
      /** An address to ask again, to learn when it is over. */
      readonly probe: string;
    };

const normal: ServiceState = { mode: 'normal' };

let state: ServiceState = normal;
const listeners = new Set<() => void>();

function change(next: ServiceState): void {
  if (next === state) {
    return;
  }
  // One address is asked until the trouble is over: it alone decides, and a change of address would start the asking anew.
  state = next.mode === 'normal' || state.mode === 'normal' ? next : { ...next, probe: state.probe };
  for (const listener of listeners) {
    listener();
  }
}

/** Learns from the headers of an answer that data came with. */
export function noteAnswer(address: string, headers: Headers): void {
  if (headers.get('holdfast-mode') === 'read-only') {
    const age = headers.get('holdfast-age');
    // A fresh copy of one thing makes nothing younger that another answer brought.
    const asOf = age === null ? knownAsOf() : Date.now() - Number(age) * 1_000;
    change({ mode: 'read-only', asOf, probe: address });
  } else if (state.mode === 'away' || (state.mode === 'read-only' && state.probe === address)) {
    // Another address may need no database, and says nothing of its return.
    change(normal);
  }
}

/** Notes that nobody answered, or that the database is away and there is no copy. Keeps the age of what is shown. */
export function noteOutage(mode: 'read-only' | 'away', probe: string): void {
  change({ mode, asOf: knownAsOf(), probe });
}

function knownAsOf(): number | undefined {
  return state.mode === 'normal' ? undefined : state.asOf;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useServiceState(): ServiceState {
  return useSyncExternalStore(
    subscribe,
    () => state,
    () => normal,
  );
}
