'use client';

import { useTranslations } from 'use-intl';
import { Card } from '../ui/card.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import styles from './account.module.css';
import { useMe } from './use-me.ts';

/** The way to the operators' page, for operators. */
export function OperatorsLink() {
  const t = useTranslations('account.operators');
  if (useMe().data?.role !== 'operator') {
    return null;
  }
  return (
    <Card title={t('title')}>
      <div className={styles.stack}>
        <p className={styles.muted}>{t('text')}</p>
        <LinkButton href="/status" tone="secondary">
          {t('link')}
        </LinkButton>
      </div>
    </Card>
  );
}
