import { createFormatter } from 'use-intl/core';
import { type Locale, localePath } from '../i18n/locales.ts';
import { translatorFor } from '../i18n/translator.ts';
import styles from './newest-articles.module.css';
import { readNewestArticles } from './read-newest-articles.ts';

/** What was written down last. Without the knowledge base the section says so. */
export async function NewestArticles({ locale }: { readonly locale: Locale }) {
  const t = translatorFor(locale, 'home');
  const format = createFormatter({ locale, timeZone: 'UTC' });
  const articles = await readNewestArticles(locale);
  return (
    <section className={styles.section} aria-labelledby="newest-title">
      <div className={styles.head}>
        <div>
          <h2 id="newest-title" className={styles.title}>
            {t('newest.title')}
          </h2>
          <p className={styles.lead}>{t('newest.lead')}</p>
        </div>
        <a className={styles.all} href={localePath(locale, '/search')}>
          {t('newest.search')}
        </a>
      </div>
      {articles.length === 0 ? (
        <p className={styles.empty}>{t('newest.empty')}</p>
      ) : (
        <ul className={styles.list}>
          {articles.map(({ id, title, summary, topic, publishedAt }) => (
            <li key={id} className={styles.article}>
              <p className={styles.meta}>
                {topic} ·{' '}
                <time dateTime={publishedAt}>
                  {format.dateTime(new Date(publishedAt), { dateStyle: 'medium' })}
                </time>
              </p>
              <h3 className={styles.name}>
                <a href={localePath(locale, `/articles/${id}`)}>{title}</a>
              </h3>
              <p className={styles.summary}>{summary}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
