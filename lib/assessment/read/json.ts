import { MAX_NESTING } from './limits.ts';
import { ReadError } from './template.ts';

/** What one pass over the text of a JSON template finds that `JSON.parse` does not tell. */
export interface JsonScan {
  /** Line, counted from 1, of each key of `Resources`. */
  readonly lines: Record<string, number>;
}

/**
 * Finds the lines of logical ids, and refuses what `JSON.parse` accepts although it hides something: a key given twice,
 * of which only the last would count, `__proto__`, and nesting without end.
 *
 * @throws ReadError with the line of what is wrong
 */
export function scanJson(text: string, where: string): JsonScan {
  const lines: Record<string, number> = Object.create(null);
  /** Keys of every open object; `undefined` for an open list. */
  const open: (Set<string> | undefined)[] = [];
  let line = 1;
  let section = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) line += 1;
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      open.push(code === OPEN_OBJECT ? new Set() : undefined);
      if (open.length > MAX_NESTING) throw tooDeep(where, line);
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) open.pop();
    else if (code === QUOTE) {
      const end = endOfText(text, at);
      const keys = open.at(-1);
      if (keys && isKey(text, end + 1)) {
        const key = unescaped(text.slice(at + 1, end));
        if (key === '__proto__') throw prototypeKey(where, line);
        if (keys.has(key)) throw givenTwice(where, key, line);
        keys.add(key);
        if (open.length === 1) section = key;
        else if (open.length === 2 && section === 'Resources') lines[key] = line;
      }
      at = end;
    }
  }
  return { lines: { ...lines } };
}

const NEWLINE = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const COLON = 58;
const SPACE = 32;

function endOfText(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return at;
}

function isKey(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= SPACE) at += 1;
  return text.charCodeAt(at) === COLON;
}

function unescaped(written: string): string {
  if (!written.includes('\\')) return written;
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return written;
  }
}

export function tooDeep(where: string, line?: number): ReadError {
  const place = line === undefined ? '' : ` from line ${line} on`;
  return new ReadError(
    `${where} is nested more than ${MAX_NESTING} levels deep${place}, which no template is; check how it was written.`,
  );
}

export function prototypeKey(where: string, line: number): ReadError {
  return new ReadError(
    `${where} has a key "__proto__" on line ${line}, which no template may have; remove it.`,
  );
}

export function givenTwice(where: string, key: string, line: number): ReadError {
  return new ReadError(
    `${where} gives the key ${JSON.stringify(key.slice(0, 80))} twice in one object, again on line ${line}; only one of them can count, so remove the other.`,
  );
}
