'use client';

import { useEffect, useState } from 'react';
import { ApiProblem } from '../api-client/api-problem.ts';
import { request } from '../api-client/request.ts';
import { goToSignIn } from '../api-client/sign-in-path.ts';
import type { Locale } from '../i18n/locales.ts';
import type { SearchResults } from './article.ts';

/** What a search shows. The results before stay until the newer ones are there. */
export interface SearchState {
  readonly results: SearchResults | undefined;
  readonly problem: ApiProblem | undefined;
  readonly searching: boolean;
  readonly again: () => void;
}

interface Answer {
  readonly query: string;
  readonly results?: SearchResults | undefined;
  readonly problem?: ApiProblem | undefined;
}

/** Searches for a query; the search for the query before is called off, so that no late answer takes the place of a newer one. */
export function useSearch(query: string, locale: Locale): SearchState {
  const [answer, setAnswer] = useState<Answer>({ query: '' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same again.
  useEffect(() => {
    if (query === '') {
      return;
    }
    const controller = new AbortController();
    find(query, locale, controller.signal).then(
      (results) => {
        // An answer that was asked for before this page's scripts were there cannot be called off.
        if (!controller.signal.aborted) {
          setAnswer({ query, results });
        }
      },
      (error: unknown) => {
        if (controller.signal.aborted || !(error instanceof ApiProblem)) {
          return;
        }
        if (error.status === 401) {
          goToSignIn();
        }
        setAnswer({ query, problem: error });
      },
    );
    return () => controller.abort();
  }, [query, locale, attempt]);
  return {
    results: query === '' ? undefined : answer.results,
    problem: answer.query === query ? answer.problem : undefined,
    searching: query !== '' && answer.query !== query,
    again: () => {
      setAnswer({ query: '' });
      setAttempt((before) => before + 1);
    },
  };
}

async function find(query: string, locale: Locale, signal: AbortSignal): Promise<SearchResults> {
  const parameters = new URLSearchParams({ q: query, locale });
  const response = await request(`/api/search?${parameters}`, { signal });
  return (await response.json()) as SearchResults;
}
