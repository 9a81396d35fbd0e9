import type { Locale } from '../../i18n/locales.ts';
import type { Amounts } from './amounts.ts';
import { english } from './phrases/en.ts';
import { fill, type Phrases } from './phrases/phrases.ts';
import { chinese } from './phrases/zh-tw.ts';
import type { Random } from './random.ts';

export interface SeedArticle {
  readonly id: string;
  readonly locale: Locale;
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly topic: string;
  readonly publishedAt: Date;
}

const day = 24 * 60 * 60_000;

/** Days over which articles were published. */
const publishedDays = 900;

export function makeArticles(
  { articles }: Amounts,
  { random, date }: { readonly random: Random; readonly date: Date },
): SeedArticle[] {
  const ofLocale = (locale: Locale, phrases: Phrases) =>
    Array.from({ length: articles / 2 }, (_, at) => makeArticle(at, { locale, phrases, random, date }));
  return [...ofLocale('en', english), ...ofLocale('zh-TW', chinese)];
}

interface Parts {
  readonly locale: Locale;
  readonly phrases: Phrases;
  readonly random: Random;
  readonly date: Date;
}

/** Titles go through every combination of phrase, offer and field before one comes again. */
function makeArticle(at: number, { locale, phrases, random, date }: Parts): SeedArticle {
  const { articleTitles, offers, fields } = phrases;
  const offer = offers[at % offers.length] ?? '';
  const field = fields[Math.floor(at / offers.length) % fields.length] ?? '';
  const title = articleTitles[Math.floor(at / (offers.length * fields.length)) % articleTitles.length] ?? '';
  const inSentence = { offer: locale === 'en' ? offer.toLowerCase() : offer, field };
  const paragraphs = random
    .some(phrases.articleParagraphs, random.whole(4, 7))
    .map((paragraph) => fill(paragraph, inSentence));
  const publishedAt = new Date(date.getTime() - Math.floor(random.next() * publishedDays * day));
  return {
    id: random.uuidAt(publishedAt.getTime()),
    locale,
    title: fill(title, title.startsWith('{offer}') ? { offer, field } : inSentence),
    summary: paragraphs[0] ?? '',
    body: paragraphs.slice(1).join('\n\n'),
    topic: random.pick(phrases.topics),
    publishedAt,
  };
}
