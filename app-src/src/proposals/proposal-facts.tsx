'use client';

import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { AppLink } from '../i18n/app-link.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Ago } from './ago.tsx';
import { money } from './money.ts';
import type { Proposal } from './proposal.ts';
import styles from './proposal-detail.module.css';
import { StatusBadge } from './status-badge.tsx';

/** Who, for whom, and for how much. */
export function ProposalFacts({ proposal }: { readonly proposal: Proposal | undefined }) {
  const t = useTranslations('proposals');
  const locale = useLocale();
  return (
    <dl className={styles.facts} aria-busy={proposal === undefined}>
      <Fact label={t('columns.status')}>{proposal && <StatusBadge status={proposal.status} />}</Fact>
      <Fact label={t('detail.customer')}>
        {proposal && <AppLink href={`/customers/${proposal.customer.id}`}>{proposal.customer.name}</AppLink>}
      </Fact>
      <Fact label={t('detail.value')}>
        {proposal && money(locale, proposal.valueCents, proposal.currency)}
      </Fact>
      <Fact label={t('detail.author')}>{proposal?.author.name}</Fact>
      <Fact label={t('detail.updated')}>{proposal && <Ago at={proposal.updatedAt} />}</Fact>
    </dl>
  );
}

function Fact({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <div>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children ?? <Skeleton width="8rem" height="1.7em" />}</dd>
    </div>
  );
}
