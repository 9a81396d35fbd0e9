import { pageRewrites } from '../i18n/routes.ts';

/** The pages of the product with `:id` for what they are about, such as `/proposals/:id`. */
export const pagePatterns: ReadonlySet<string> = new Set(
  pageRewrites()
    .map(({ source }) => source.replace(/:id\([^)]*\)/, ':id'))
    .filter((pattern) => !/^\/[a-z]{2}-[A-Z]{2}\//.test(pattern)),
);

/** The page that a browser says it was on, or `other`: browsers must not invent series of a metric. */
export function knownPage(page: string): string {
  return pagePatterns.has(page) ? page : 'other';
}

/** What kind of device a browser says it runs on. */
export function deviceOf(headers: Headers): 'phone' | 'desktop' {
  const hint = headers.get('sec-ch-ua-mobile');
  const phone = hint === null ? /\bMobi/.test(headers.get('user-agent') ?? '') : hint === '?1';
  return phone ? 'phone' : 'desktop';
}
