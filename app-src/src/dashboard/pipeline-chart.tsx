'use client';

import { useLocale, useTranslations } from 'use-intl';
import { AppLink } from '../i18n/app-link.tsx';
import { shortMoney } from '../proposals/money.ts';
import { pipeline as statuses } from '../proposals/pipeline.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import type { Dashboard } from './dashboard.ts';
import styles from './pipeline-chart.module.css';

/** How much is in each step of the pipeline. The bars only show what the words beside them say. */
export function PipelineChart({ pipeline }: { readonly pipeline: Dashboard['pipeline'] | undefined }) {
  const t = useTranslations();
  const locale = useLocale();
  const largest = Math.max(1, ...(pipeline ?? []).map(({ valueCents }) => valueCents));
  return (
    <figure aria-busy={pipeline === undefined}>
      <ul className={styles.chart}>
        {statuses.map((status) => {
          const step = pipeline?.find((one) => one.status === status);
          const valueCents = step?.valueCents ?? 0;
          return (
            <li key={status} className={styles.step}>
              <AppLink className={styles.name} href={`/proposals?status=${status}`}>
                {t(`proposals.status.${status}`)}
              </AppLink>
              <span className={styles.track} aria-hidden="true">
                <span
                  className={styles.bar}
                  data-status={status}
                  style={{ scale: `${valueCents / largest} 1` }}
                />
              </span>
              <span className={styles.value}>
                {pipeline ? shortMoney(locale, valueCents, 'USD') : <Skeleton width="4rem" height="1.5em" />}
              </span>
              <span className={styles.count}>
                {pipeline ? (
                  t('dashboard.proposalCount', { count: step?.count ?? 0 })
                ) : (
                  <Skeleton width="6rem" height="1.5em" />
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <figcaption className={styles.note}>{t('dashboard.pipelineNote')}</figcaption>
    </figure>
  );
}
