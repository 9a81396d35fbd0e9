import type { ApiProblem } from '../../api-client/api-problem.ts';
import { send } from '../../api-client/send.ts';
import type { Proposal } from '../proposal.ts';
import type { SaveOutcome } from './autosave.ts';
import type { SaveRequest } from './save-request.ts';

/** Sends one save to the service. Never rejects. */
export async function saveProposal(proposalId: string, { key, change }: SaveRequest): Promise<SaveOutcome> {
  const path = `/api/proposals/${encodeURIComponent(proposalId)}`;
  const sent = await send<Proposal>('PATCH', path, change, { idempotencyKey: key, stay: true });
  return sent.ok ? { kind: 'saved', proposal: sent.data } : outcomeOf(sent.problem);
}

/** What a refused save means for the text. */
export function outcomeOf(problem: ApiProblem): SaveOutcome {
  const { status, code, retryAfterSeconds, body } = problem;
  const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  if (code === 'conflict' && isProposal(body.proposal)) {
    return { kind: 'conflict', theirs: body.proposal };
  }
  if (status === 0) {
    return { kind: 'hindered', hindrance: 'offline' };
  }
  if (status === 401) {
    return { kind: 'hindered', hindrance: 'signed-out' };
  }
  if (status === 408 || status === 409) {
    return { kind: 'hindered', hindrance: 'busy', ...retry };
  }
  if (problem.passing || status >= 500) {
    return { kind: 'hindered', hindrance: 'unavailable', ...retry };
  }
  return { kind: 'refused', refusal: { status, code } };
}

function isProposal(value: unknown): value is Proposal {
  return typeof value === 'object' && value !== null && 'version' in value && 'content' in value;
}
