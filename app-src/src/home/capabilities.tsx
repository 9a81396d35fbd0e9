import type { Locale } from '../i18n/locales.ts';
import { translatorFor } from '../i18n/translator.ts';
import styles from './capabilities.module.css';

const capabilities = [
  { name: 'find', details: ['find.details.together', 'find.details.languages', 'find.details.source'] },
  { name: 'know', details: ['know.details.crm', 'know.details.history', 'know.details.age'] },
  { name: 'write', details: ['write.details.draft', 'write.details.saved', 'write.details.conflict'] },
] as const;

export function Capabilities({ locale }: { readonly locale: Locale }) {
  const t = translatorFor(locale, 'home');
  return (
    <section className={styles.section} aria-labelledby="capabilities-title">
      <div className={styles.inner}>
        <h2 id="capabilities-title" className={styles.title}>
          {t('capabilities.title')}
        </h2>
        <ul className={styles.grid}>
          {capabilities.map(({ name, details }) => (
            <li key={name} className={styles.card}>
              <h3 className={styles.name}>{t(`capabilities.${name}.name`)}</h3>
              <p className={styles.promise}>{t(`capabilities.${name}.promise`)}</p>
              <ul className={styles.details}>
                {details.map((detail) => (
                  <li key={detail}>{t(`capabilities.${detail}`)}</li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
