import type { Metadata } from 'next';
import { type Locale, localePath, locales } from '../i18n/locales.ts';
import { translatorFor } from '../i18n/translator.ts';
import styles from '../shell/message-page.module.css';
import { buttonClass } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import './globals.css';

export const metadata: Metadata = { title: '404 · Holdfast' };

/** What every unknown address shows. It is prerendered once, so it speaks all languages. */
export default function GlobalNotFound() {
  return (
    <html lang="en">
      <body>
        <main className={classes(styles.page, styles.alone)}>
          <h1 className={styles.title}>{translatorFor('en', 'shell')('notFound.title')}</h1>
          {locales.map((locale) => (
            <Way key={locale} locale={locale} />
          ))}
        </main>
      </body>
    </html>
  );
}

function Way({ locale }: { readonly locale: Locale }) {
  const t = translatorFor(locale, 'shell');
  return (
    <div lang={locale} className={styles.way}>
      <p className={styles.text}>{t('notFound.text')}</p>
      <p className={styles.actions}>
        <a className={buttonClass({ tone: 'secondary' })} href={localePath(locale, '/')}>
          {t('notFound.home')}
        </a>
      </p>
    </div>
  );
}
