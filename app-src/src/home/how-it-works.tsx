import type { Locale } from '../i18n/locales.ts';
import { translatorFor } from '../i18n/translator.ts';
import styles from './how-it-works.module.css';

const steps = ['ask', 'check', 'join', 'next'] as const;

export function HowItWorks({ locale }: { readonly locale: Locale }) {
  const t = translatorFor(locale, 'home');
  return (
    <section id="how-it-works" className={styles.section} aria-labelledby="how-title">
      <h2 id="how-title" className={styles.title}>
        {t('how.title')}
      </h2>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step} className={styles.step}>
            <h3 className={styles.name}>{t(`how.steps.${step}.title`)}</h3>
            <p className={styles.text}>{t(`how.steps.${step}.text`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
