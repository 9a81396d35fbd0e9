import { request } from '../../api-client/request.ts';
import type { NewDraft } from '../../drafting/draft.ts';
import type { DraftAction } from './draft-state.ts';
import { type StreamEvent, streamEvents } from './event-stream.ts';

/**
 * Asks for a draft and gives what its stream brings, as it comes.
 *
 * @throws {@link ApiProblem} when the service refuses; an `AbortError` when `signal` is aborted
 */
export async function* streamDraft(
  proposalId: string,
  asked: NewDraft,
  signal: AbortSignal,
): AsyncGenerator<DraftAction> {
  const response = await request(`/api/proposals/${encodeURIComponent(proposalId)}/draft`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(asked),
    signal,
  });
  if (response.body === null) {
    yield { kind: 'fail' };
    return;
  }
  for await (const event of streamEvents(response.body)) {
    const action = draftAction(event);
    if (action !== undefined) {
      yield action;
    }
  }
}

/** What an event means; `undefined` for one that is not known or not whole. */
export function draftAction({ name, data }: StreamEvent): DraftAction | undefined {
  const value = parsed(data);
  switch (name) {
    case 'source': {
      const { from, queued } = value;
      return from === 'primary' || from === 'secondary' || from === 'template'
        ? { kind: 'source', from, queued: queued === true }
        : undefined;
    }
    case 'text':
      return typeof value.text === 'string' ? { kind: 'text', text: value.text } : undefined;
    case 'restart':
      return { kind: 'restart' };
    case 'done':
      return { kind: 'done' };
    case 'error':
      return { kind: 'fail' };
    default:
      return undefined;
  }
}

function parsed(data: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
