import { longestQuery } from './search-limits.ts';

/** The most words of a query that are looked for; more narrow nothing down and cost time. */
const maxQueryWords = 8;

/** Characters of a word that are kept. */
const maxWordLength = 40;

/** One segmenter for all texts: ICU tells Han words apart by a dictionary and other words by their spaces, whatever its language. */
const segmenter = new Intl.Segmenter('zh-TW', { granularity: 'word' });

const han = /^\p{Script=Han}+$/u;

/** The words of a text in any language, lower-case, of letters and digits alone. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text.normalize('NFKC').toLowerCase())) {
    if (isWordLike) {
      for (const word of segment.split(/[^\p{L}\p{M}\p{N}]+/u)) {
        if (word !== '') {
          words.push(word.slice(0, maxWordLength));
        }
      }
    }
  }
  return words;
}

/**
 * What a text is found by: its words, and after each longer Han word its pairs of characters, because a dictionary may part the same
 * characters differently in a text and in a query.
 */
export function documentTerms(text: string): string {
  return wordsOf(text)
    .flatMap((word) => [word, ...pairs(word)])
    .join(' ');
}

/**
 * A query for `to_tsquery`: all words, each also as the beginning of a longer one. Only letters and digits reach it, in quotes, so no
 * operator can. `undefined` when the text has no word.
 */
export function queryTerms(query: string): string | undefined {
  const words = [...new Set(wordsOf(query.slice(0, longestQuery)))].slice(0, maxQueryWords);
  return words.length === 0 ? undefined : words.map(term).join(' & ');
}

function term(word: string): string {
  const parts = pairs(word);
  return parts.length === 0 ? prefix(word) : `(${prefix(word)} | (${parts.map(exact).join(' & ')}))`;
}

const exact = (word: string) => `'${word}'`;

const prefix = (word: string) => `'${word}':*`;

function pairs(word: string): string[] {
  if (!han.test(word)) {
    return [];
  }
  const characters = [...word];
  return characters.length < 3
    ? []
    : characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}
