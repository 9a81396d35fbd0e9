'use client';

import { useCallback } from 'react';
import useSWR, { type SWRConfiguration } from 'swr';
import { ApiProblem } from './api-problem.ts';
import { request } from './request.ts';
import { goToSignIn } from './sign-in-path.ts';

export interface ApiState<Data> {
  /** The last answer; it stays while a newer one is asked for or cannot be had. */
  readonly data: Data | undefined;
  /** Why the last request failed. With `data`, what is shown is old; without, there is nothing to show. */
  readonly problem: ApiProblem | undefined;
  /** There is nothing to show yet. */
  readonly loading: boolean;
  /** Asks again now; `data` given is shown at once. */
  readonly refresh: (data?: Data) => Promise<void>;
}

export interface ApiOptions {
  /** Show the answer of the address before until the new one is there. For lists that are filtered or paged, not for other things. */
  readonly keepPrevious?: boolean;
  /** Milliseconds between requests; none are made while the page is hidden. */
  readonly pollMilliseconds?: number;
  /** Stay on the page when nobody is signed in. */
  readonly stay?: boolean;
}

/** Waits between attempts, in milliseconds: 1, 2, 4 … 30 seconds, each shortened by chance so that browsers do not come back together. */
const firstWait = 1_000;
const longestWait = 30_000;

const onErrorRetry: NonNullable<SWRConfiguration['onErrorRetry']> = (
  error,
  _key,
  _config,
  revalidate,
  { retryCount },
) => {
  if (!(error instanceof ApiProblem) || !error.passing) {
    return;
  }
  const grown = Math.min(longestWait, firstWait * 2 ** (retryCount - 1));
  const least = (error.retryAfterSeconds ?? 0) * 1_000;
  setTimeout(() => void revalidate({ retryCount }), least + grown * (0.5 + Math.random() / 2));
};

async function read<Data>(path: string): Promise<Data> {
  return (await request(path)).json() as Promise<Data>;
}

/**
 * Reads from the API: shares answers between components, reads again when the reader comes back to the page, and tries again after
 * what may pass. Without a session the browser goes to the sign-in page.
 * @param path address below `/api/`, or `undefined` while it is not known
 */
export function useApi<Data>(path: string | undefined, options: ApiOptions = {}): ApiState<Data> {
  const { data, error, isLoading, mutate } = useSWR<Data, unknown>(path, read<Data>, {
    onErrorRetry,
    keepPreviousData: options.keepPrevious ?? false,
    focusThrottleInterval: 30_000,
    refreshInterval: options.pollMilliseconds ?? 0,
    onError: (problem) => {
      if (problem instanceof ApiProblem && problem.status === 401 && options.stay !== true) {
        goToSignIn();
      }
    },
  });
  const refresh = useCallback(
    async (next?: Data) => {
      await (next === undefined ? mutate() : mutate(next, { revalidate: false }));
    },
    [mutate],
  );
  return {
    data,
    problem: asProblem(error),
    loading: data === undefined && (isLoading || path === undefined),
    refresh,
  };
}

function asProblem(error: unknown): ApiProblem | undefined {
  if (error === undefined || error instanceof ApiProblem) {
    return error;
  }
  return new ApiProblem({ status: 500, code: 'unreadable', title: 'The answer could not be read.' });
}
