/**
 * Replaces what a terminal or a browser would obey rather than show: names in templates are untrusted, and an
 * escape sequence or a right-to-left override in one could repaint a verdict.
 */
export function printable(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '\uFFFD');
}
