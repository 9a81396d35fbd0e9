'use client';

import { startTransition, useCallback, useEffect, useState } from 'react';
import { ApiProblem } from '../../api-client/api-problem.ts';
import { request } from '../../api-client/request.ts';
import { goToSignIn } from '../../api-client/sign-in-path.ts';
import { useApi } from '../../api-client/use-api.ts';
import type { Proposal } from '../proposal.ts';
import { type DraftBrowser, LocalDraftPlace } from './local-draft.ts';
import { type Opening, opening } from './restoration.ts';
import { retryDelay } from './retry-delay.ts';

/** A proposal that can be written in. */
export interface OpenProposal {
  readonly userId: string;
  readonly proposalId: string;
  readonly start: Opening;
  readonly place: LocalDraftPlace;
}

export interface OpeningState {
  readonly open: OpenProposal | undefined;
  /** Why it cannot be opened yet; `open` comes by itself when that passes. */
  readonly problem: ApiProblem | undefined;
  readonly again: () => void;
}

/**
 * Reads a proposal to write in: always from the service, never from an earlier answer, because the next save is made on its version. While
 * the service does not answer, the text that this browser keeps is opened, if there is one.
 */
export function useOpening(proposalId: string | undefined): OpeningState {
  const me = useApi<{ readonly id: string }>('/api/me');
  const userId = me.data?.id;
  const [open, setOpen] = useState<OpenProposal>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [attempt, setAttempt] = useState(0);
  const again = useCallback(() => setAttempt((before) => before + 1), []);
  useEffect(() => {
    if (proposalId === undefined || userId === undefined) {
      return;
    }
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const taken = LocalDraftPlace.open(draftBrowser(), userId, proposalId, controller.signal);
    const show = async (proposal: Proposal | undefined): Promise<boolean> => {
      const place = await taken;
      if (controller.signal.aborted) {
        return false;
      }
      const start = opening(proposal, place.find());
      if (start !== undefined) {
        setProblem(undefined);
        // Drawn in pieces, between which the page answers the reader.
        startTransition(() => setOpen({ userId, proposalId, start, place }));
      }
      return start !== undefined;
    };
    read(proposalId, controller.signal).then(show, async (error: unknown) => {
      if (controller.signal.aborted) {
        return;
      }
      const found = asProblem(error);
      if (found.status === 401) {
        goToSignIn();
      }
      const shown = found.passing && (await show(undefined));
      if (!(shown || controller.signal.aborted)) {
        setProblem(found);
        if (found.passing) {
          timer = setTimeout(again, retryDelay(attempt, Math.random(), found.retryAfterSeconds));
        }
      }
    });
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [proposalId, userId, attempt, again]);
  const current = open?.proposalId === proposalId && open?.userId === userId ? open : undefined;
  return { open: current, problem: current ? undefined : (problem ?? me.problem), again };
}

async function read(proposalId: string, signal: AbortSignal): Promise<Proposal> {
  const response = await request(`/api/proposals/${encodeURIComponent(proposalId)}`, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(15_000)]),
  });
  return (await response.json()) as Proposal;
}

function asProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem
    ? error
    : new ApiProblem({ status: 0, code: 'unreadable', title: 'The answer could not be read.' });
}

function draftBrowser(): DraftBrowser {
  const { locks } = navigator;
  try {
    return { storage: window.localStorage, locks };
  } catch {
    // The reader forbids it.
    return { storage: undefined, locks };
  }
}
