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

/** The parts of the browser that are used. */
export interface DraftBrowser {
  /** `undefined` when the reader forbids it. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> | undefined;
  readonly locks: Pick<Navigator['locks'], 'request'>;
}

/** Raised when the shape changes: a draft of another shape is no draft. */
const shape = 1;

/** What a page that is just going away may take to give its place up, in milliseconds. */
const leavingMilliseconds = 200;

/**
 * Where the browser keeps the unacknowledged text of one open editor. Tabs that write in the same proposal have a place each, and the text
 * of a tab that is gone is found by the next editor that opens. No failure of the storage ever reaches the writer as an error.
 */
export class LocalDraftPlace {
  readonly #storage: DraftBrowser['storage'];
  readonly #address: string;

  /** A place that is known to be this editor's alone; {@link open} finds one. */
  constructor(storage: DraftBrowser['storage'], address: string) {
    this.#storage = storage;
    this.#address = address;
  }

  /**
   * Takes the place with the newest text that no open editor holds, or an empty one.
   *
   * @param closed tells when the editor is gone, and its place free
   */
  static async open(
    { storage, locks }: DraftBrowser,
    userId: string,
    proposalId: string,
    closed: AbortSignal,
  ): Promise<LocalDraftPlace> {
    // Both parts are escaped, so that no two pairs of user and proposal share an address.
    const places = `holdfast:draft:${encodeURIComponent(userId)}:${encodeURIComponent(proposalId)}:`;
    for (const address of used(storage, places)) {
      if (await take(locks, address, closed)) {
        return new LocalDraftPlace(storage, address);
      }
    }
    const empty = places + crypto.randomUUID();
    // Nobody else knows it: there is nothing to wait for.
    void take(locks, empty, closed);
    return new LocalDraftPlace(storage, empty);
  }

  /** Keeps a draft. False when the browser has no room or allows no storage: then the text lives in the page alone. */
  keep(draft: LocalDraft): boolean {
    const text = JSON.stringify({ shape, ...draft });
    try {
      this.#storage?.setItem(this.#address, text);
      return this.#storage !== undefined;
    } catch {
      return false;
    }
  }

  /** The draft that was kept, if it is whole. */
  find(): LocalDraft | undefined {
    try {
      return parse(this.#storage?.getItem(this.#address));
    } catch {
      return undefined;
    }
  }

  /** Drops what was kept or found here. */
  forget(): void {
    try {
      this.#storage?.removeItem(this.#address);
    } catch {
      // A draft that stays is recognised as saved when the proposal is opened again.
    }
  }
}

/** The addresses of kept texts, the newest first. */
function used(storage: DraftBrowser['storage'], places: string): string[] {
  try {
    return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
      .filter((address) => address.startsWith(places))
      .map((address) => ({ address, editedAt: parse(storage?.getItem(address))?.editedAt ?? 0 }))
      .sort((one, other) => other.editedAt - one.editedAt)
      .map(({ address }) => address);
  } catch {
    return [];
  }
}

/** Whether a place is this editor's alone from now on, until it is closed. A page that is just going away has a moment to give it up. */
async function take(locks: DraftBrowser['locks'], address: string, closed: AbortSignal): Promise<boolean> {
  if (await takeNow(locks, address, closed)) {
    return true;
  }
  await new Promise((resolve) => setTimeout(resolve, leavingMilliseconds));
  return takeNow(locks, address, closed);
}

function takeNow(locks: DraftBrowser['locks'], address: string, closed: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const hold = async (lock: object | null): Promise<void> => {
      resolve(lock !== null);
      if (lock !== null && !closed.aborted) {
        await new Promise((free) => closed.addEventListener('abort', free));
      }
    };
    locks.request(address, { ifAvailable: true }, hold).catch(() => resolve(false));
  });
}

function parse(text: string | null | undefined): LocalDraft | undefined {
  try {
    return read(JSON.parse(text ?? 'null'));
  } catch {
    return undefined;
  }
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
