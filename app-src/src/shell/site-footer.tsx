import type { Locale } from '../i18n/locales.ts';
import { translatorFor } from '../i18n/translator.ts';
import styles from './site-footer.module.css';

export function SiteFooter({ locale }: { readonly locale: Locale }) {
  return (
    <footer className={styles.footer}>
      <p className={styles.text}>{translatorFor(locale, 'shell')('footer')}</p>
    </footer>
  );
}
