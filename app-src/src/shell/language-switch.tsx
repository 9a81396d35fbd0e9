'use client';

import { useLocale, useTranslations } from 'use-intl';
import { useAddress } from '../i18n/address.ts';
import { type Locale, localePath } from '../i18n/locales.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './header.module.css';

const other: Record<Locale, Locale> = { en: 'zh-TW', 'zh-TW': 'en' };

/** Leads to this page in the other language, and says so in that language. */
export function LanguageSwitch() {
  const t = useTranslations('shell');
  const locale = other[useLocale()];
  const address = useAddress();
  const query = address?.query.toString();
  return (
    <a
      className={styles.link}
      href={localePath(locale, address?.path ?? '/') + (query ? `?${query}` : '')}
      lang={locale}
      hrefLang={locale}
    >
      <Icon name="language" />
      {t('switchLanguage')}
    </a>
  );
}
