'use client';

import { useTranslations } from 'use-intl';
import { useAddress } from '../i18n/address.ts';
import { AppLink } from '../i18n/app-link.tsx';
import { Icon } from '../ui/icon.tsx';
import styles from './header.module.css';

export function AccountLink() {
  const t = useTranslations('shell');
  const here = useAddress()?.path === '/account';
  return (
    <AppLink className={styles.link} href="/account" aria-current={here ? 'page' : undefined}>
      <Icon name="account" />
      {t('account')}
    </AppLink>
  );
}
