'use client';

import type { ReactNode } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { shortMoney } from '../proposals/money.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import type { Dashboard } from './dashboard.ts';
import styles from './figures.module.css';
import { pipelineFigures } from './pipeline-figures.ts';

/** The three figures that a sales lead looks at first. */
export function Figures({ pipeline }: { readonly pipeline: Dashboard['pipeline'] | undefined }) {
  const t = useTranslations('dashboard');
  const format = useFormatter();
  const locale = useLocale();
  const figures = pipeline && pipelineFigures(pipeline);
  return (
    <dl className={styles.figures} aria-busy={figures === undefined}>
      <Figure
        label={t('openValue')}
        value={figures && shortMoney(locale, figures.openCents, 'USD')}
        detail={figures && t('proposalCount', { count: figures.openCount })}
      />
      <Figure
        label={t('wonValue')}
        value={figures && shortMoney(locale, figures.wonCents, 'USD')}
        detail={figures && t('proposalCount', { count: figures.wonCount })}
      />
      <Figure
        label={t('winRate')}
        value={
          figures &&
          (figures.winRate === undefined
            ? '–'
            : format.number(figures.winRate, { style: 'percent', maximumFractionDigits: 0 }))
        }
        detail={
          figures &&
          t('winRateDetail', {
            won: format.number(figures.wonCount),
            decided: format.number(figures.decidedCount),
          })
        }
      />
    </dl>
  );
}

interface FigureProps {
  readonly label: ReactNode;
  readonly value: string | undefined;
  readonly detail: string | undefined;
}

function Figure({ label, value, detail }: FigureProps) {
  return (
    <div className={styles.figure}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{value ?? <Skeleton width="6rem" height="1.3em" />}</dd>
      <dd className={styles.detail}>{detail ?? <Skeleton width="8rem" height="1.5em" />}</dd>
    </div>
  );
}
