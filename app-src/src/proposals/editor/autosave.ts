import type { Proposal } from '../proposal.ts';
import {
  type AutosaveEvent,
  type AutosaveState,
  after,
  type Hindrance,
  isUnsaved,
  nextActionAt,
  opened,
  type Refusal,
} from './autosave-state.ts';
import type { LocalDraftPlace } from './local-draft.ts';
import type { Opening } from './restoration.ts';
import { retryDelay } from './retry-delay.ts';
import { changeSince, contains, type EditedFields, editedFields, type SaveRequest } from './save-request.ts';

/** How a save ended. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly proposal: Proposal }
  | { readonly kind: 'conflict'; readonly theirs: Proposal }
  | { readonly kind: 'hindered'; readonly hindrance: Hindrance; readonly retryAfterSeconds?: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What the saving of a proposal needs of the world around it. */
export interface AutosavePorts {
  readonly place: LocalDraftPlace;
  /** What the editor shows now. Called when something is saved or kept, never per keystroke. */
  readonly read: () => EditedFields;
  readonly send: (request: SaveRequest) => Promise<SaveOutcome>;
  readonly newKey: () => string;
}

/** What the page shows of it. */
export interface AutosaveView {
  readonly state: AutosaveState;
  /** Whether the browser keeps the text: false when its storage is full or forbidden. */
  readonly kept: boolean;
  /** When the service last acknowledged a save, in milliseconds since the epoch. */
  readonly savedAt: number | undefined;
}

/** Pause between an edit and its copy in the browser, in milliseconds. */
const keepMilliseconds = 400;

/** Saves one open proposal: to the browser at once, to the service when the writer pauses, and again until it is acknowledged. */
export class Autosave {
  readonly #ports: AutosavePorts;
  readonly #listeners = new Set<() => void>();
  #saved: EditedFields | undefined;
  #view: AutosaveView;
  #actionTimer: ReturnType<typeof setTimeout> | undefined;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(ports: AutosavePorts, { baseVersion, saved, pending, restoredFrom }: Opening) {
    this.#ports = ports;
    this.#saved = saved;
    this.#view = {
      state: opened(baseVersion, { pending, editedAt: restoredFrom }),
      kept: true,
      savedAt: undefined,
    };
    this.#schedule();
  }

  readonly view = (): AutosaveView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Says that the writer changed something. Cheap: called for every keystroke. */
  edited(): void {
    this.#apply({ kind: 'edited', at: Date.now() });
    this.#keepTimer ??= setTimeout(() => this.keep(), keepMilliseconds);
  }

  /** Copies what is not acknowledged to the browser now, because the page may go away. */
  keep(): void {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = undefined;
    const { state } = this.#view;
    const { place, read } = this.#ports;
    if (!isUnsaved(state)) {
      place.forget();
      return;
    }
    const kept = place.keep({
      baseVersion: state.baseVersion,
      fields: read(),
      ...(state.phase.kind === 'sending' || state.phase.kind === 'waiting'
        ? { pending: state.phase.request }
        : {}),
      editedAt: state.edits?.last ?? Date.now(),
    });
    this.#show({ ...this.#view, kept });
  }

  /** Says that the network or the service is back: what waits is sent at once. */
  reachable(): void {
    this.#apply({ kind: 'reachable', at: Date.now() });
  }

  /** Ends a conflict by saving what the editor shows as the version after theirs. */
  keepMine(): void {
    const { phase } = this.#view.state;
    if (phase.kind === 'conflict') {
      this.#saved = editedFields(phase.theirs);
      const { key, change } = this.#request(phase.theirs.version);
      // Theirs may be this user's own, from another tab.
      this.#apply({ kind: 'kept mine', request: { key, change: { ...change, keepBase: true } } });
      this.#transmit();
    }
  }

  /** Ends a conflict in favour of their version, which the caller shows in the editor; what was written here is given up. */
  takeTheirs(): Proposal | undefined {
    const { phase } = this.#view.state;
    if (phase.kind !== 'conflict') {
      return undefined;
    }
    this.#saved = editedFields(phase.theirs);
    this.#apply({ kind: 'took theirs' });
    this.keep();
    return phase.theirs;
  }

  /** Stops the timers, after a last copy to the browser. An answer still under way is not listened to. */
  close(): void {
    this.keep();
    this.#closed = true;
    clearTimeout(this.#actionTimer);
    this.#listeners.clear();
  }

  #request(baseVersion: number): SaveRequest {
    return {
      key: this.#ports.newKey(),
      change: changeSince(this.#saved, this.#ports.read(), baseVersion),
    };
  }

  #act(): void {
    const { state } = this.#view;
    this.#apply(
      state.phase.kind === 'waiting'
        ? { kind: 'resent' }
        : { kind: 'taken', request: this.#request(state.baseVersion) },
    );
    this.#transmit();
  }

  #transmit(): void {
    const { phase } = this.#view.state;
    if (phase.kind !== 'sending') {
      return;
    }
    const { request, attempt } = phase;
    this.keep();
    this.#ports.send(request).then(
      (outcome) => this.#answered(request, attempt, outcome),
      () => this.#answered(request, attempt, { kind: 'hindered', hindrance: 'offline' }),
    );
  }

  #answered({ key, change }: SaveRequest, attempt: number, outcome: SaveOutcome): void {
    if (this.#closed) {
      return;
    }
    switch (outcome.kind) {
      case 'saved':
        this.#acknowledge(key, outcome.proposal);
        break;
      case 'conflict':
        // The save arrived earlier, and only its answer was lost for longer than the service remembers answers.
        if (contains(outcome.theirs, change)) {
          this.#acknowledge(key, outcome.theirs);
        } else {
          this.#apply({ kind: 'conflicted', key, theirs: outcome.theirs });
        }
        break;
      case 'hindered':
        this.#apply({
          kind: 'hindered',
          key,
          hindrance: outcome.hindrance,
          until: Date.now() + retryDelay(attempt, Math.random(), outcome.retryAfterSeconds),
        });
        break;
      case 'refused':
        this.#apply({ kind: 'refused', key, refusal: outcome.refusal });
        break;
    }
    this.keep();
  }

  #acknowledge(key: string, proposal: Proposal): void {
    this.#saved = editedFields(proposal);
    this.#show({ ...this.#view, savedAt: Date.now() });
    this.#apply({ kind: 'acknowledged', key, version: proposal.version });
  }

  #apply(event: AutosaveEvent): void {
    const state = after(this.#view.state, event);
    if (state !== this.#view.state) {
      this.#show({ ...this.#view, state });
      this.#schedule();
    }
  }

  #show(view: AutosaveView): void {
    this.#view = view;
    for (const listener of this.#listeners) {
      listener();
    }
  }

  #schedule(): void {
    clearTimeout(this.#actionTimer);
    this.#actionTimer = undefined;
    const at = nextActionAt(this.#view.state);
    if (at !== undefined && !this.#closed) {
      this.#actionTimer = setTimeout(() => this.#act(), Math.max(0, at - Date.now()));
    }
  }
}
