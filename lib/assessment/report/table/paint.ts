import type { Verdict } from '../../model.ts';

/** Puts emphasis on text that is already laid out; the plain one returns it as it is. */
export interface Paint {
  readonly verdict: (verdict: Verdict, text: string) => string;
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
}

const CODE: Record<Verdict, string> = { holds: '32', breached: '1;31', unproven: '33', undeclared: '2' };

/** @param color false for files, pipes and `NO_COLOR`: not one escape sequence is written */
export function paint(color: boolean): Paint {
  const wrap = (code: string, text: string): string =>
    color && text !== '' ? `\u001B[${code}m${text}\u001B[0m` : text;
  return {
    verdict: (verdict, text) => wrap(CODE[verdict], text),
    strong: (text) => wrap('1', text),
    quiet: (text) => wrap('2', text),
  };
}
