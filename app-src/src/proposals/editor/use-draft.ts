'use client';

import { useCallback, useEffect, useReducer, useRef } from 'react';
import { ApiProblem } from '../../api-client/api-problem.ts';
import { goToSignIn } from '../../api-client/sign-in-path.ts';
import type { NewDraft } from '../../drafting/draft.ts';
import { afterDraft, type DraftAction, type DraftState, noDraft } from './draft-state.ts';
import { streamDraft } from './stream-draft.ts';

export interface DraftControls {
  readonly draft: DraftState;
  readonly ask: (asked: NewDraft) => void;
  readonly cancel: () => void;
  readonly discard: () => void;
  /** Shows a draft that was finished later. */
  readonly offer: (text: string) => void;
}

/** Asks for drafts of a proposal, one at a time. Leaving the page, or asking again, stops the one under way. */
export function useDraft(proposalId: string): DraftControls {
  const [draft, dispatch] = useReducer(afterDraft, noDraft);
  const running = useRef<AbortController>(undefined);
  const stop = useCallback(() => running.current?.abort(), []);
  useEffect(() => stop, [stop]);
  const ask = (asked: NewDraft) => {
    stop();
    const controller = new AbortController();
    running.current = controller;
    dispatch({ kind: 'start' });
    void follow(streamDraft(proposalId, asked, controller.signal), controller.signal, dispatch);
  };
  return {
    draft,
    ask,
    cancel: () => {
      dispatch({ kind: 'cancel' });
      stop();
    },
    discard: () => {
      dispatch({ kind: 'discard' });
      stop();
    },
    offer: (text) => dispatch({ kind: 'offer', text }),
  };
}

async function follow(
  stream: AsyncIterable<DraftAction>,
  signal: AbortSignal,
  dispatch: (action: DraftAction) => void,
): Promise<void> {
  const show = (action: DraftAction) => {
    if (!signal.aborted) {
      dispatch(action);
    }
  };
  try {
    for await (const action of stream) {
      show(action);
    }
    // A stream that ends without its last event broke off.
    show({ kind: 'fail' });
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) {
      goToSignIn();
    }
    const limited = error instanceof ApiProblem && error.status === 429;
    show({ kind: 'fail', waitSeconds: limited ? error.retryAfterSeconds : undefined });
  }
}
