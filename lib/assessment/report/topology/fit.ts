import { printable } from '../printable.ts';

/** Characters kept behind an ellipsis: generated names differ at their end. */
const TAIL = 6;

/**
 * Breaks a name into lines that fit a box, at spaces and joints where it can, with an ellipsis inside where it cannot.
 *
 * @param columns characters that fit one line; wide characters count two
 */
export function fitLines(text: string, columns: number, lines: number): readonly string[] {
  const result: string[] = [];
  let rest = printable(text).trim();
  while (rest !== '' && result.length < lines) {
    const last = result.length === lines - 1;
    const head = take(rest, columns);
    if (head === rest) {
      result.push(rest);
      break;
    }
    if (last) {
      result.push(`${take(rest, columns - 1 - TAIL).trimEnd()}…${rest.slice(-TAIL)}`);
      break;
    }
    const joint = Math.max(head.lastIndexOf(' '), head.lastIndexOf('-') + 1, head.lastIndexOf('/') + 1);
    const cut = rest[head.length] === ' ' ? head.length : joint > 0 ? joint : head.length;
    result.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return result;
}

function take(text: string, columns: number): string {
  let used = 0;
  let head = '';
  for (const character of text) {
    used += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
    if (used > columns) return head;
    head += character;
  }
  return head;
}
