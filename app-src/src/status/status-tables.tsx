'use client';

import { type ReactNode, useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '../ui/badge.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Table } from '../ui/table.tsx';
import type { Status } from './status.ts';
import styles from './status-view.module.css';

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {title}
      </h2>
      {children}
    </section>
  );
}

export function DependencyTable({ dependencies }: Pick<Status, 'dependencies'>) {
  const t = useTranslations('status.dependencies');
  const format = useFormatter();
  return (
    <Section title={t('title')}>
      <Table
        caption={t('caption')}
        rows={dependencies}
        rowKey={({ name }) => name}
        columns={[
          { key: 'name', label: t('name'), cell: ({ name }) => t(name) },
          {
            key: 'state',
            label: t('state'),
            cell: ({ status }) => <Badge tone={status === 'up' ? 'good' : 'bad'}>{t(status)}</Badge>,
          },
          {
            key: 'latency',
            label: t('latency'),
            number: true,
            cell: ({ latencyMilliseconds }) =>
              t('milliseconds', { value: format.number(latencyMilliseconds, { maximumFractionDigits: 1 }) }),
          },
          { key: 'cause', label: t('cause'), cell: ({ cause }) => cause ?? '–' },
        ]}
      />
    </Section>
  );
}

const circuits = { closed: 'closed', open: 'open', 'half-open': 'halfOpen' } as const;
const circuitTones = { closed: 'good', open: 'bad', 'half-open': 'notice' } as const;
const counts = ['inFlight', 'queued', 'failures', 'retries', 'rejected', 'fallbacks'] as const;

export function PolicyTable({ policies }: Pick<Status, 'policies'>) {
  const t = useTranslations('status.policies');
  const format = useFormatter();
  return (
    <Section title={t('title')}>
      {policies.length === 0 ? (
        <EmptyState icon="info" title={t('none')}>
          {t('noneText')}
        </EmptyState>
      ) : (
        <>
          <Table
            caption={t('caption')}
            rows={policies}
            rowKey={({ name }) => name}
            columns={[
              { key: 'name', label: t('name'), cell: ({ name }) => name },
              {
                key: 'state',
                label: t('state'),
                cell: ({ circuit }) => <Badge tone={circuitTones[circuit]}>{t(circuits[circuit])}</Badge>,
              },
              ...counts.map((count) => ({
                key: count,
                label: t(count),
                number: true,
                cell: (policy: Status['policies'][number]) => format.number(policy[count]),
              })),
            ]}
          />
          <p className={styles.note}>{t('legend')}</p>
        </>
      )}
    </Section>
  );
}

const origins = ['hit', 'joined', 'stale', 'miss', 'bypass'] as const;

export function CacheTable({ cache }: Pick<Status, 'cache'>) {
  const t = useTranslations('status.cache');
  const format = useFormatter();
  return (
    <Section title={t('title')}>
      <Table
        caption={t('caption')}
        rows={origins}
        rowKey={(origin) => origin}
        columns={[
          { key: 'from', label: t('from'), cell: (origin) => t(origin) },
          { key: 'count', label: t('count'), number: true, cell: (origin) => format.number(cache[origin]) },
        ]}
      />
    </Section>
  );
}
