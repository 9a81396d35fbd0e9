/** Who wrote a draft. */
export type DraftSource = 'primary' | 'secondary' | 'template';

/** A draft in the making or made. */
export interface DraftState {
  readonly phase: 'idle' | 'working' | 'done' | 'cancelled' | 'failed';
  readonly text: string;
  readonly source: DraftSource | undefined;
  /** The model will write it later, because it does not answer now. */
  readonly queued: boolean;
  /** The first writer broke off and another started again. */
  readonly restarted: boolean;
  /** Seconds to wait, when too many drafts were asked for. */
  readonly waitSeconds?: number | undefined;
}

export type DraftAction =
  | { readonly kind: 'start' }
  | { readonly kind: 'source'; readonly from: DraftSource; readonly queued: boolean }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'restart' }
  | { readonly kind: 'done' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'fail'; readonly waitSeconds?: number | undefined }
  | { readonly kind: 'offer'; readonly text: string }
  | { readonly kind: 'discard' };

export const noDraft: DraftState = {
  phase: 'idle',
  text: '',
  source: undefined,
  queued: false,
  restarted: false,
};

/** The draft after what its stream brought or its reader did. What arrives after the end changes nothing. */
export function afterDraft(state: DraftState, action: DraftAction): DraftState {
  switch (action.kind) {
    case 'start':
      return { ...noDraft, phase: 'working' };
    case 'discard':
      return noDraft;
    case 'offer':
      return { ...noDraft, phase: 'done', text: action.text, source: 'primary' };
    default:
      return state.phase === 'working' ? working(state, action) : state;
  }
}

function working(
  state: DraftState,
  action: Exclude<DraftAction, { readonly kind: 'start' | 'discard' | 'offer' }>,
): DraftState {
  switch (action.kind) {
    case 'source':
      return { ...state, source: action.from, queued: action.queued };
    case 'text':
      return { ...state, text: state.text + action.text };
    case 'restart':
      return { ...state, text: '', restarted: true };
    case 'done':
      return { ...state, phase: state.text.trim() === '' ? 'failed' : 'done' };
    case 'cancel':
      return state.text.trim() === '' ? noDraft : { ...state, phase: 'cancelled' };
    case 'fail':
      // What arrived before the stream broke is still of use to the reader.
      return state.text.trim() === ''
        ? { ...state, phase: 'failed', waitSeconds: action.waitSeconds }
        : { ...state, phase: 'cancelled' };
  }
}
