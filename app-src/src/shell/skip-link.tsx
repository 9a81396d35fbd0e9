import type { Locale } from '../i18n/locales.ts';
import { translatorFor } from '../i18n/translator.ts';
import styles from './skip-link.module.css';

/** The first stop of the keyboard: past the navigation, to the element with the id `content`. */
export function SkipLink({ locale }: { readonly locale: Locale }) {
  return (
    <a className={styles.skip} href="#content">
      {translatorFor(locale, 'shell')('skip')}
    </a>
  );
}
