import type { Proposal } from '../proposal.ts';
import type { SaveRequest } from './save-request.ts';

/** Silence after which edits are saved, in milliseconds. */
export const quietMilliseconds = 1_000;

/** The longest that edits wait for a save while the writer goes on, in milliseconds. */
export const patienceMilliseconds = 5_000;

/** Why a save has to wait: the network, the service, another copy of the same save under way, or a session that has ended. */
export type Hindrance = 'offline' | 'unavailable' | 'busy' | 'signed-out';

/** A save that no repetition mends. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
}

export type Phase =
  | { readonly kind: 'quiet' }
  | { readonly kind: 'sending'; readonly request: SaveRequest; readonly attempt: number }
  | {
      readonly kind: 'waiting';
      readonly request: SaveRequest;
      readonly attempt: number;
      readonly until: number;
      readonly hindrance: Hindrance;
    }
  | { readonly kind: 'conflict'; readonly request: SaveRequest; readonly theirs: Proposal }
  | { readonly kind: 'refused'; readonly request: SaveRequest; readonly refusal: Refusal };

/** Where the saving of one proposal stands. */
export interface AutosaveState {
  /** The version that the next save is made on. */
  readonly baseVersion: number;
  /** Edits that no request carries yet: the first and the last, in milliseconds since the epoch. */
  readonly edits: { readonly since: number; readonly last: number } | undefined;
  readonly phase: Phase;
}

/** What happens to it. Answers name the request that they answer; the answer to any other is out of date and changes nothing. */
export type AutosaveEvent =
  | { readonly kind: 'edited'; readonly at: number }
  | { readonly kind: 'taken'; readonly request: SaveRequest }
  | { readonly kind: 'resent' }
  | { readonly kind: 'acknowledged'; readonly key: string; readonly version: number }
  | { readonly kind: 'hindered'; readonly key: string; readonly until: number; readonly hindrance: Hindrance }
  | { readonly kind: 'conflicted'; readonly key: string; readonly theirs: Proposal }
  | { readonly kind: 'refused'; readonly key: string; readonly refusal: Refusal }
  | { readonly kind: 'reachable'; readonly at: number }
  | { readonly kind: 'kept mine'; readonly request: SaveRequest }
  | { readonly kind: 'took theirs' };

/** A proposal as it was opened, with the save that a crash or a reload left without an answer, if any. */
export function opened(
  baseVersion: number,
  left: { readonly pending?: SaveRequest | undefined; readonly editedAt?: number | undefined } = {},
): AutosaveState {
  const { pending, editedAt } = left;
  return {
    baseVersion,
    edits: editedAt === undefined ? undefined : { since: editedAt, last: editedAt },
    phase:
      pending === undefined
        ? { kind: 'quiet' }
        : { kind: 'waiting', request: pending, attempt: 0, until: 0, hindrance: 'offline' },
  };
}

/** Whether the service lacks something that the writer wrote. */
export function isUnsaved({ edits, phase }: AutosaveState): boolean {
  return edits !== undefined || phase.kind !== 'quiet';
}

/** When something is to be done without anyone asking, in milliseconds since the epoch; `undefined` for not at all. */
export function nextActionAt({ edits, phase }: AutosaveState): number | undefined {
  switch (phase.kind) {
    case 'waiting':
      return phase.until;
    case 'quiet':
    case 'refused':
      return edits === undefined
        ? undefined
        : Math.min(edits.last + quietMilliseconds, edits.since + patienceMilliseconds);
    case 'sending':
    case 'conflict':
      return undefined;
  }
}

/** The state after an event. At most one request is under way at any time. */
export function after(state: AutosaveState, event: AutosaveEvent): AutosaveState {
  const { phase } = state;
  switch (event.kind) {
    case 'edited':
      return { ...state, edits: { since: state.edits?.since ?? event.at, last: event.at } };
    case 'taken':
      return phase.kind === 'quiet' || phase.kind === 'refused' ? sending(state, event.request) : state;
    case 'kept mine':
      return phase.kind === 'conflict'
        ? sending({ ...state, baseVersion: phase.theirs.version }, event.request)
        : state;
    case 'took theirs':
      return phase.kind === 'conflict' ? opened(phase.theirs.version) : state;
    case 'resent':
      return phase.kind === 'waiting'
        ? { ...state, phase: { kind: 'sending', request: phase.request, attempt: phase.attempt + 1 } }
        : state;
    case 'reachable':
      return phase.kind === 'waiting'
        ? { ...state, phase: { ...phase, until: Math.min(phase.until, event.at) } }
        : state;
    default:
      return phase.kind === 'sending' && phase.request.key === event.key
        ? answered(state, phase, event)
        : state;
  }
}

type Answer = Extract<AutosaveEvent, { readonly key: string }>;

function answered(
  state: AutosaveState,
  { request, attempt }: Extract<Phase, { readonly kind: 'sending' }>,
  answer: Answer,
): AutosaveState {
  switch (answer.kind) {
    case 'acknowledged':
      return { ...state, baseVersion: answer.version, phase: { kind: 'quiet' } };
    case 'hindered': {
      const { until, hindrance } = answer;
      return { ...state, phase: { kind: 'waiting', request, attempt, until, hindrance } };
    }
    case 'conflicted':
      return { ...state, phase: { kind: 'conflict', request, theirs: answer.theirs } };
    case 'refused':
      return { ...state, phase: { kind: 'refused', request, refusal: answer.refusal } };
  }
}

function sending(state: AutosaveState, request: SaveRequest): AutosaveState {
  return { ...state, edits: undefined, phase: { kind: 'sending', request, attempt: 0 } };
}
