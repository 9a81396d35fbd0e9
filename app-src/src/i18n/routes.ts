import { locales } from './locales.ts';

/** Pages whose address is the address of their file below `[locale]`. */
const pages = [
  '/',
  '/sign-in',
  '/dashboard',
  '/search',
  '/customers',
  '/proposals',
  '/proposals/new',
  '/account',
  '/status',
] as const;

/** Ids are UUIDs. */
const id = ':id([0-9a-fA-F-]{36})';

/** Pages about one thing. There is one prerendered page for all of them, which reads the id from the address in the browser. */
const details: Readonly<Record<string, string>> = {
  [`/customers/${id}`]: '/customers/detail',
  [`/articles/${id}`]: '/articles/detail',
  [`/proposals/${id}`]: '/proposals/detail',
  [`/proposals/${id}/edit`]: '/proposals/editor',
};

const [withoutPrefix, ...withPrefix] = locales;

interface Rewrite {
  readonly source: string;
  readonly destination: string;
}

/** Which prerendered page an address shows. */
export function pageRewrites(): Rewrite[] {
  const plain = pages.map((path) => ({ source: path, destination: prefixed(withoutPrefix, path) }));
  const detailed = Object.entries(details).flatMap(([source, page]) => [
    { source, destination: prefixed(withoutPrefix, page) },
    ...withPrefix.map((locale) => ({
      source: prefixed(locale, source),
      destination: prefixed(locale, page),
    })),
  ]);
  return [...plain, ...detailed];
}

/** A page has one address: the default language's has no prefix. */
export function prefixRedirects() {
  return [
    { source: `/${withoutPrefix}`, destination: '/', permanent: true },
    { source: `/${withoutPrefix}/:path*`, destination: '/:path*', permanent: true },
  ];
}

function prefixed(locale: string, path: string): string {
  return path === '/' ? `/${locale}` : `/${locale}${path}`;
}
