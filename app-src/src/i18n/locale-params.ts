import { notFound } from 'next/navigation';
import { isLocale, type Locale, locales } from './locales.ts';

/** What Next.js hands to a page or layout below `[locale]`. */
export interface LocaleProps {
  readonly params: Promise<{ readonly locale: string }>;
}

/** The pages to prerender: one in each language. */
export function localeParams(): { locale: Locale }[] {
  return locales.map((locale) => ({ locale }));
}

/** The language that a page is asked for in. */
export async function pageLocale({ params }: LocaleProps): Promise<Locale> {
  const { locale } = await params;
  return isLocale(locale) ? locale : notFound();
}
