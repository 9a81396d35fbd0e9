import { withoutLocale } from '../i18n/address.ts';

/** The page that the reader is on. The ids in an address are of no use to a metric, and are nobody's business. */
export function pagePattern(): string {
  return withoutLocale(window.location.pathname).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, ':id');
}
