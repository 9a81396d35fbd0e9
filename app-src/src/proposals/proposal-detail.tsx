'use client';

import { useDeferredValue, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useApi } from '../api-client/use-api.ts';
import { useAddressPart } from '../i18n/address.ts';
import { BackLink } from '../ui/back-link.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { Proposal } from './proposal.ts';
import styles from './proposal-detail.module.css';
import { ProposalFacts } from './proposal-facts.tsx';
import { ProposalText } from './proposal-text.tsx';
import { StatusChange } from './status-change.tsx';
import { VersionList } from './version-list.tsx';

/** A proposal to read: its text, where it stands, and every version that was saved. */
export function ProposalDetail() {
  const t = useTranslations('proposals.detail');
  const id = useAddressPart(1);
  const path = id && `/api/proposals/${encodeURIComponent(id)}`;
  const { data: read, problem, refresh } = useApi<Proposal>(path);
  // Drawn in pieces, between which the page answers the reader.
  const data = useDeferredValue(read);
  const [shown, setShown] = useState<number>();
  if (data === undefined && problem !== undefined) {
    return (
      <Page title={t(problem.status === 404 ? 'missing' : 'error')}>
        <Back />
        {problem.status === 404 ? (
          <EmptyState icon="proposals" title={t('missing')}>
            <p>{t('missingText')}</p>
          </EmptyState>
        ) : (
          <ErrorState problem={problem} retry={() => void refresh()} />
        )}
      </Page>
    );
  }
  return (
    <Page
      named
      title={data?.title ?? <Skeleton width="22rem" height="1.12em" />}
      actions={
        data ? (
          <LinkButton href={`/proposals/${data.id}/edit`}>
            <Icon name="edit" />
            {t('edit')}
          </LinkButton>
        ) : (
          <Skeleton width="7rem" height="2.75rem" />
        )
      }
    >
      {data && <title>{`${data.title} · Holdfast`}</title>}
      <Back />
      <ProposalFacts proposal={data} />
      <div className={styles.columns}>
        <ProposalText proposal={data} shown={shown} show={setShown} />
        <div className={styles.aside}>
          <StatusChange proposal={data} refresh={refresh} />
          <VersionList proposal={data} shown={shown} show={setShown} />
        </div>
      </div>
    </Page>
  );
}

function Back() {
  const t = useTranslations('proposals.detail');
  return <BackLink href="/proposals">{t('back')}</BackLink>;
}
