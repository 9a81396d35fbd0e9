import type { z } from 'zod';

/** A cursor that this app did not give out, or gave out for another list. */
export class InvalidCursor extends Error {
  constructor() {
    super('The cursor is not one that this list gave out; ask for the first page, without a cursor.');
  }
}

/** Longest cursor that is read: a name of 500 characters with room. */
const maxLength = 4_000;

/**
 * Writes and reads where a page ended, as text for addresses. `position` is the last row's value of each column in the list's order, which
 * ends with a unique one, so that rows that tie are neither repeated nor left out.
 */
export function cursorCodec<Position extends z.ZodType>(position: Position) {
  return {
    write: (last: z.infer<Position>): string => Buffer.from(JSON.stringify(last)).toString('base64url'),

    /** @throws {@link InvalidCursor} */
    read(cursor: string): z.infer<Position> {
      const parsed = position.safeParse(cursor.length > maxLength ? undefined : decode(cursor));
      if (!parsed.success) {
        throw new InvalidCursor();
      }
      return parsed.data;
    },
  };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
