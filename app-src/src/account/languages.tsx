'use client';

import { useLocale, useTranslations } from 'use-intl';
import { localePath, locales } from '../i18n/locales.ts';
import { buttonClass } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import styles from './account.module.css';

const names = { en: 'en', 'zh-TW': 'zhTW' } as const;

export function Languages() {
  const t = useTranslations('account.language');
  const here = useLocale();
  return (
    <Card title={t('title')}>
      <div className={styles.stack}>
        <p className={styles.muted}>{t('text')}</p>
        <div className={styles.row}>
          {locales.map((locale) => (
            <a
              key={locale}
              className={buttonClass({ tone: locale === here ? 'primary' : 'secondary' })}
              href={localePath(locale, '/account')}
              lang={locale}
              hrefLang={locale}
              aria-current={locale === here ? 'true' : undefined}
            >
              {t(names[locale])}
            </a>
          ))}
        </div>
      </div>
    </Card>
  );
}
