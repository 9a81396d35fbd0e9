'use client';

import { useRef } from 'react';
import { useAddress } from '../i18n/address.ts';
import { changeQuery } from './address-query.ts';

/** The pages of a list that follow one another by a cursor. They are in the address, so that Back and a reload find them again. */
export interface CursorPages {
  /** The cursor of this page; `undefined` on the first. */
  readonly cursor: string | undefined;
  /** From 1. */
  readonly page: number;
  readonly next: (cursor: string) => void;
  /** `undefined` on the first page. */
  readonly previous: (() => void) | undefined;
}

export function useCursorPages(): CursorPages {
  const query = useAddress()?.query;
  const steps = useRef(0);
  const cursor = query?.get('after') ?? undefined;
  const page = cursor === undefined ? 1 : Math.max(2, Number(query?.get('page')) || 2);
  return {
    cursor,
    page,
    next: (after) => {
      steps.current += 1;
      changeQuery('push', { after, page: String(page + 1) });
      window.scrollTo({ top: 0 });
    },
    previous:
      page === 1
        ? undefined
        : () => {
            // A page that was opened by its address has no page before it in the browser's history.
            if (steps.current > 0) {
              steps.current -= 1;
              window.history.back();
            } else {
              changeQuery('push', { after: undefined, page: undefined });
            }
            window.scrollTo({ top: 0 });
          },
  };
}
