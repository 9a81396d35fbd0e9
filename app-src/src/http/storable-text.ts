/** Escapes of characters that JSON can carry and PostgreSQL cannot keep. Most bodies have none, and are not looked at further. */
const suspect = /\\u(0000|d[89a-f])/i;

/**
 * The place of the first text that cannot be stored, as a JSON Pointer: it has a NUL or half of a surrogate pair. `undefined` when all can.
 * @param json the text that `value` was parsed from
 */
export function unstorable(json: string, value: unknown): string | undefined {
  return suspect.test(json) ? find(value, '') : undefined;
}

/** Whether PostgreSQL can keep a text. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function find(value: unknown, at: string): string | undefined {
  if (typeof value === 'string') {
    return isStorable(value) ? undefined : at;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  for (const [key, inner] of Object.entries(value)) {
    const found = isStorable(key) ? find(inner, `${at}/${key}`) : at;
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
