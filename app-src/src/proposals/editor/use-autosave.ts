'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { Autosave, type AutosavePorts, type AutosaveView } from './autosave.ts';
import { isUnsaved } from './autosave-state.ts';
import type { Opening } from './restoration.ts';

/**
 * Saves a proposal for as long as the component lives. Tells it when the network returns and when the page may go away, and has the
 * browser ask before it leaves a text that the service does not have.
 *
 * @param ports taken once, when the component appears
 */
export function useAutosave(ports: AutosavePorts, start: Opening): Autosave | undefined {
  const [autosave, setAutosave] = useState<Autosave>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one proposal is opened once; its ports read what is current by themselves.
  useEffect(() => {
    const made = new Autosave(ports, start);
    setAutosave(made);
    const reachable = () => made.reachable();
    const keep = () => {
      if (isUnsaved(made.view().state)) {
        made.keep();
      }
    };
    const ask = (event: BeforeUnloadEvent) => {
      if (isUnsaved(made.view().state)) {
        made.keep();
        event.preventDefault();
      }
    };
    window.addEventListener('online', reachable);
    window.addEventListener('pagehide', keep);
    window.addEventListener('beforeunload', ask);
    document.addEventListener('visibilitychange', keep);
    return () => {
      window.removeEventListener('online', reachable);
      window.removeEventListener('pagehide', keep);
      window.removeEventListener('beforeunload', ask);
      document.removeEventListener('visibilitychange', keep);
      made.close();
    };
  }, []);
  return autosave;
}

/** One thing that the page shows of the saving; the component is drawn again when that changes, not for each key. */
export function useAutosaveValue<Value>(autosave: Autosave, select: (view: AutosaveView) => Value): Value {
  const value = () => select(autosave.view());
  return useSyncExternalStore(autosave.subscribe, value, value);
}
