import type { Locale } from '../i18n/locales.ts';
import { translatorFor } from '../i18n/translator.ts';
import { ProductPicture } from './product-picture.tsx';
import styles from './tour.module.css';

const stops = ['search', 'dashboard'] as const;

/** Two more screens of the product. They are below the fold, so browsers fetch them when they come near. */
export function Tour({ locale }: { readonly locale: Locale }) {
  const t = translatorFor(locale, 'home');
  return (
    <section className={styles.section} aria-labelledby="tour-title">
      <h2 id="tour-title" className={styles.title}>
        {t('tour.title')}
      </h2>
      <div className={styles.stops}>
        {stops.map((stop) => (
          <div key={stop} className={styles.stop}>
            <ProductPicture
              locale={locale}
              name={stop}
              alt={t(`tour.${stop}.alt`)}
              sizes="(max-width: 60rem) 92vw, 36rem"
            />
            <div>
              <h3 className={styles.name}>{t(`tour.${stop}.title`)}</h3>
              <p className={styles.text}>{t(`tour.${stop}.text`)}</p>
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}
