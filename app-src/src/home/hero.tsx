import { type Locale, localePath } from '../i18n/locales.ts';
import { translatorFor } from '../i18n/translator.ts';
import { buttonClass } from '../ui/button.tsx';
import styles from './hero.module.css';
import { ProductPicture } from './product-picture.tsx';

/** What the product is for, in one screen. Its links are plain, so that the browser can fetch what they lead to ahead of the click. */
export function Hero({ locale }: { readonly locale: Locale }) {
  const t = translatorFor(locale, 'home');
  return (
    <section className={styles.hero} aria-labelledby="hero-title">
      <div>
        <h1 id="hero-title" className={styles.title}>
          {t('hero.title')}
        </h1>
        <p className={styles.lead}>{t('hero.lead')}</p>
        <p className={styles.actions}>
          <a className={buttonClass({})} href={localePath(locale, '/dashboard')}>
            {t('hero.start')}
          </a>
          <a className={buttonClass({ tone: 'quiet' })} href="#how-it-works">
            {t('hero.how')}
          </a>
        </p>
      </div>
      <ProductPicture
        locale={locale}
        name="editor"
        alt={t('hero.imageAlt')}
        sizes="(max-width: 60rem) 92vw, 38rem"
        first
      />
    </section>
  );
}
