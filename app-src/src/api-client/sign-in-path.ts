import { defaultLocale, isLocale, localePath } from '../i18n/locales.ts';

/** The sign-in page in the language of `address`, and the way back to `address` (path and query). */
export function signInPath(address: string): string {
  const [, first = ''] = address.split(/[/?#]/);
  const locale = isLocale(first) ? first : defaultLocale;
  return `${localePath(locale, '/sign-in')}?next=${encodeURIComponent(address)}`;
}

/** Sends the browser to sign in and then back here. Does nothing when it is there already. */
export function goToSignIn(): void {
  const { pathname, search } = window.location;
  if (!pathname.endsWith('/sign-in')) {
    window.location.assign(signInPath(pathname + search));
  }
}
