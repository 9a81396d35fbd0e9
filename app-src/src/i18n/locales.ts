/** The languages of the product; the first is the default and has no prefix in addresses. */
export const locales = ['en', 'zh-TW'] as const;

export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = 'en';

export function isLocale(value: string): value is Locale {
  return (locales as readonly string[]).includes(value);
}

/** The address of a page in a language. `path` starts with a slash. */
export function localePath(locale: Locale, path: string): string {
  if (locale === defaultLocale) {
    return path;
  }
  return path === '/' ? `/${locale}` : `/${locale}${path}`;
}
