'use client';

import { useEffect, useState } from 'react';
import { useAddress } from '../i18n/address.ts';
import { changeQuery } from './address-query.ts';
import { useDebounced } from './use-debounced.ts';

/** Silence of the keyboard after which what was typed is asked, in milliseconds. */
const pauseMilliseconds = 250;

/** A query that is typed and kept in the address as `q`. */
export interface TypedQuery {
  /** What the input shows. */
  readonly text: string;
  readonly type: (text: string) => void;
  /** What is asked: what was typed before the last pause. */
  readonly query: string;
}

export function useTypedQuery(): TypedQuery {
  const query = useAddress()?.query.get('q')?.trim() ?? '';
  // What was typed counts for the query that it was typed over; one that Back or a link brings takes its place.
  const [typed, setTyped] = useState<{ readonly over: string; readonly text: string }>();
  const text = typed && (typed.over === query || typed.text.trim() === query) ? typed.text : query;
  const settled = useDebounced(text, pauseMilliseconds);
  useEffect(() => {
    if (typed !== undefined && typed.text === settled) {
      changeQuery('replace', { q: settled.trim(), after: undefined, page: undefined });
    }
  }, [settled, typed]);
  return { text, type: (next) => setTyped({ over: query, text: next }), query };
}
