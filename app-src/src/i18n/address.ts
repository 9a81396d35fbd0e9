'use client';

import { usePathname } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import { defaultLocale, isLocale } from './locales.ts';

/** Where the reader is. */
export interface Address {
  /** Path without a language, such as `/proposals/0190…`. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/**
 * The address in the browser. Pages are the same for everyone, so the server does not know it: it is `undefined` while the page is
 * hydrated, and known right after.
 */
export function useAddress(): Address | undefined {
  const pathname = usePathname();
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => undefined,
  );
  return search === undefined
    ? undefined
    : { path: withoutLocale(pathname), query: new URLSearchParams(search) };
}

/** The part of the path at `index`, counted from 0 and without a language: `useAddressPart(1)` of `/proposals/7` is `7`. */
export function useAddressPart(index: number): string | undefined {
  return useAddress()?.path.split('/')[index + 1];
}

/** `/zh-TW/proposals` is `/proposals`. */
export function withoutLocale(pathname: string): string {
  const [, first = '', ...rest] = pathname.split('/');
  return first !== defaultLocale && isLocale(first) ? `/${rest.join('/')}` : pathname;
}

/** Calls `changed` when the reader goes elsewhere, also within the page. */
function subscribe(changed: () => void): () => void {
  const target: EventTarget = 'navigation' in window ? window.navigation : window;
  const event = 'navigation' in window ? 'currententrychange' : 'popstate';
  target.addEventListener(event, changed);
  return () => target.removeEventListener(event, changed);
}
