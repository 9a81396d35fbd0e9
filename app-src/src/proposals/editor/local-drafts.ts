import type { EditedFields, SaveRequest } from './save-request.ts';

/** What the browser keeps of a proposal until the service has acknowledged it. */
export interface LocalDraft {
  /** The version that the writing began on. */
  readonly baseVersion: number;
  readonly fields: EditedFields;
  /** The save that was under way, to be sent again as it was. */
  readonly pending?: SaveRequest | undefined;
  /** Milliseconds since the epoch. */
  readonly editedAt: number;
}

/** The part of the browser's storage that is used. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Raised when the shape changes: a draft of another shape is no draft. */
const shape = 1;

/** Unacknowledged texts, one per user and proposal, in the browser. No failure of the storage ever reaches the writer as an error. */
export class LocalDrafts {
  readonly #storage: DraftStorage | undefined;
  /** What this tab kept or opened, as it was stored: tabs share one place for a proposal. */
  readonly #own = new Map<string, string>();

  constructor(storage: DraftStorage | undefined) {
    this.#storage = storage;
  }

  /** Keeps a draft. False when the browser has no room or allows no storage: then the text lives in the page alone. */
  keep(userId: string, proposalId: string, draft: LocalDraft): boolean {
    const place = address(userId, proposalId);
    const text = JSON.stringify({ shape, ...draft });
    try {
      this.#storage?.setItem(place, text);
      this.#own.set(place, text);
      return this.#storage !== undefined;
    } catch {
      return false;
    }
  }

  /** The draft that was kept, if it is whole. */
  find(userId: string, proposalId: string): LocalDraft | undefined {
    const place = address(userId, proposalId);
    try {
      const text = this.#storage?.getItem(place) ?? 'null';
      const draft = read(JSON.parse(text));
      this.#own.set(place, text);
      return draft;
    } catch {
      return undefined;
    }
  }

  /** Drops what was kept or found here. What another tab has kept since is not saved by this one, and stays. */
  forget(userId: string, proposalId: string): void {
    const place = address(userId, proposalId);
    try {
      if (this.#storage?.getItem(place) === this.#own.get(place)) {
        this.#storage?.removeItem(place);
      }
    } catch {
      // A draft that stays is recognised as saved when the proposal is opened again.
    }
  }
}

/** Both parts are escaped, so that no two pairs of user and proposal share an address. */
function address(userId: string, proposalId: string): string {
  return `holdfast:draft:${encodeURIComponent(userId)}:${encodeURIComponent(proposalId)}`;
}

function read(value: unknown): LocalDraft | undefined {
  if (!isRecord(value) || value.shape !== shape) {
    return undefined;
  }
  const { baseVersion, fields, pending, editedAt } = value;
  if (typeof baseVersion !== 'number' || typeof editedAt !== 'number' || !isFields(fields)) {
    return undefined;
  }
  return { baseVersion, editedAt, fields, ...(isRequest(pending) ? { pending } : {}) };
}

function isFields(value: unknown): value is EditedFields {
  return (
    isRecord(value) &&
    typeof value.title === 'string' &&
    typeof value.valueCents === 'number' &&
    typeof value.currency === 'string' &&
    isDocument(value.content)
  );
}

function isRequest(value: unknown): value is SaveRequest {
  return (
    isRecord(value) &&
    typeof value.key === 'string' &&
    isRecord(value.change) &&
    typeof value.change.baseVersion === 'number' &&
    (value.change.content === undefined || isDocument(value.change.content))
  );
}

function isDocument(value: unknown): value is EditedFields['content'] {
  return isRecord(value) && value.type === 'doc' && Array.isArray(value.content);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
