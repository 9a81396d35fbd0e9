'use client';

import { useDeferredValue } from 'react';
import { useTranslations } from 'use-intl';
import { useApi } from '../api-client/use-api.ts';
import { AppLink } from '../i18n/app-link.tsx';
import { ProposalTable } from '../proposals/proposal-table.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Page } from '../ui/page.tsx';
import type { Dashboard } from './dashboard.ts';
import styles from './dashboard-view.module.css';
import { Figures } from './figures.tsx';
import { PipelineChart } from './pipeline-chart.tsx';

/** What the team's proposals are worth, and those that changed last. */
export function DashboardView() {
  const t = useTranslations('dashboard');
  const { data: read, problem, refresh } = useApi<Dashboard>('/api/dashboard');
  // Drawn in pieces, between which the page answers the reader.
  const data = useDeferredValue(read);
  const newProposal = (
    <LinkButton href="/proposals/new">
      <Icon name="plus" />
      {t('newProposal')}
    </LinkButton>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={newProposal}>
      {data === undefined && problem !== undefined ? (
        <ErrorState problem={problem} retry={() => void refresh()} />
      ) : data?.pipeline.every(({ count }) => count === 0) ? (
        <EmptyState icon="dashboard" title={t('empty')} action={newProposal}>
          <p>{t('emptyText')}</p>
        </EmptyState>
      ) : (
        <>
          <Figures pipeline={data?.pipeline} />
          <Card title={t('pipeline')}>
            <PipelineChart pipeline={data?.pipeline} />
          </Card>
          <section className={styles.recent} aria-labelledby="recent">
            <div className={styles.head}>
              <h2 id="recent" className={styles.heading}>
                {t('recent')}
              </h2>
              <AppLink href="/proposals">{t('allProposals')}</AppLink>
            </div>
            <ProposalTable caption={t('recent')} proposals={data?.recent} places={10} />
          </section>
        </>
      )}
    </Page>
  );
}
