import type { Locale } from '../i18n/locales.ts';
import { translatorFor } from '../i18n/translator.ts';
import styles from './steady.module.css';

/** What the product does while a part of it is away. */
export function Steady({ locale }: { readonly locale: Locale }) {
  const t = translatorFor(locale, 'home');
  return (
    <section className={styles.section} aria-labelledby="steady-title">
      <div className={styles.inner}>
        <h2 id="steady-title" className={styles.title}>
          {t('steady.title')}
        </h2>
        <p className={styles.text}>{t('steady.text')}</p>
      </div>
    </section>
  );
}
