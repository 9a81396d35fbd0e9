'use client';

import { useEffect } from 'react';
import { useSWRConfig } from 'swr';
import { request } from '../api-client/request.ts';
import type { ServiceState } from '../api-client/service-state.ts';

/** Milliseconds between two looks: often enough to be trusted, and spread by chance, so that a service that returns meets no wave. */
const leastMilliseconds = 4_000;
const spreadMilliseconds = 4_000;

/** While the service is in trouble, asks for one address now and then; once it answers as usual, every shown datum is read again. */
export function useRecoveryProbe(state: ServiceState): void {
  const { mutate } = useSWRConfig();
  const probe = state.mode === 'normal' ? undefined : state.probe;
  useEffect(() => {
    if (probe === undefined) {
      return;
    }
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      if (!document.hidden) {
        // What it finds reaches the service's state through the answer's headers.
        await request(probe).catch(() => undefined);
      }
      plan();
    };
    const plan = () => {
      timer = setTimeout(() => void look(), leastMilliseconds + Math.random() * spreadMilliseconds);
    };
    plan();
    return () => {
      clearTimeout(timer);
      void mutate(() => true);
    };
  }, [probe, mutate]);
}
