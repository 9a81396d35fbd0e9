/** Letters of Chinese, Japanese and Korean, each about a word. */
const wideLetter = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** Minutes to read a text, at least one: 230 words or 400 Chinese letters in a minute. */
export function readingMinutes(text: string): number {
  const wide = text.match(wideLetter)?.length ?? 0;
  const words = text.replace(wideLetter, ' ').match(/\S+/g)?.length ?? 0;
  return Math.max(1, Math.round(wide / 400 + words / 230));
}

/** The paragraphs of an article: parts apart by an empty line. */
export function paragraphs(body: string): string[] {
  return body
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
