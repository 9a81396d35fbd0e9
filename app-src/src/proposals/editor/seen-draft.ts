const key = 'holdfast:seen-draft';

/** The queued draft that this browser has offered last, so that a reader is not offered it again. */
export function lastSeen(): string | undefined {
  try {
    return window.localStorage.getItem(key) ?? undefined;
  } catch {
    // Without storage it is offered again: a nuisance, not a loss.
    return undefined;
  }
}

export function noteSeen(id: string): void {
  try {
    window.localStorage.setItem(key, id);
  } catch {
    // As above.
  }
}
