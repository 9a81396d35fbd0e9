'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { Card } from '../ui/card.tsx';
import { hitRate } from './hit-rate.ts';
import type { Status } from './status.ts';
import styles from './status-view.module.css';

/** Version, age and cache hit rate. */
export function StatusFigures({ status }: { readonly status: Status }) {
  const t = useTranslations('status');
  const format = useFormatter();
  const { hits, all, share } = hitRate(status.cache);
  const started = new Date(status.startedAt);
  return (
    <div className={styles.figures}>
      <Card>
        <p className={styles.label}>{t('hitRate')}</p>
        <p className={styles.value}>
          {share === undefined ? '–' : format.number(share, { style: 'percent', maximumFractionDigits: 1 })}
        </p>
        <p className={styles.note}>{share === undefined ? t('noReads') : t('hitRateText', { hits, all })}</p>
      </Card>
      <Card>
        <p className={styles.label}>{t('version')}</p>
        <p className={styles.value}>{status.version}</p>
      </Card>
      <Card>
        <p className={styles.label}>{t('started')}</p>
        <p className={styles.value}>
          {format.dateTime(started, { dateStyle: 'medium', timeStyle: 'short' })}
        </p>
      </Card>
    </div>
  );
}
