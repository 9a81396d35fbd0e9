import { type Locale, localePath } from '../i18n/locales.ts';
import { translatorFor } from '../i18n/translator.ts';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './brand.module.css';

/** The product's name, which leads to the start page. A plain link: the start page is the edge's, and needs no router. */
export function Brand({ locale }: { readonly locale: Locale }) {
  const t = translatorFor(locale, 'shell');
  return (
    <a className={styles.brand} href={localePath(locale, '/')}>
      <span className={styles.mark} aria-hidden="true" />
      <span>
        {t('product')}
        <VisuallyHidden>{t('home')}</VisuallyHidden>
      </span>
    </a>
  );
}
