import { sql } from 'drizzle-orm';
import type { Locale } from '../i18n/locales.ts';
import { documentTerms } from './search-terms.ts';

/** PostgreSQL's text search configuration of a language. English words are stemmed; Chinese comes as words already. */
export const searchConfigurations = { en: 'english', 'zh-TW': 'simple' } as const satisfies Record<
  Locale,
  string
>;

/** What names and titles in any language are found by: whole words and their beginnings, never stems. */
export function textSearchVector(text: string) {
  return sql<string>`to_tsvector('simple', ${documentTerms(text)})`;
}

export interface ArticleText {
  readonly locale: Locale;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
}

/** The title counts most and the body least. */
export function articleSearchVector({ locale, title, summary, body }: ArticleText) {
  const configuration = searchConfigurations[locale];
  return sql<string>`
    setweight(to_tsvector(${configuration}::regconfig, ${documentTerms(title)}), 'A')
    || setweight(to_tsvector(${configuration}::regconfig, ${documentTerms(summary)}), 'B')
    || setweight(to_tsvector(${configuration}::regconfig, ${documentTerms(body)}), 'D')`;
}
