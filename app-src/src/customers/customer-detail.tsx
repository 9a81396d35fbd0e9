'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { send } from '../api-client/send.ts';
import { useApi } from '../api-client/use-api.ts';
import { useAddressPart } from '../i18n/address.ts';
import { ProposalTable } from '../proposals/proposal-table.tsx';
import { BackLink } from '../ui/back-link.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useToast } from '../ui/toast.tsx';
import type { Customer } from './customer.ts';
import styles from './customer-detail.module.css';
import { CustomerFacts } from './customer-facts.tsx';

/** How soon a copy that is being refreshed is looked at again, in milliseconds. */
const refreshPollMilliseconds = 3_000;

/** A customer as the CRM tells it, with the age of that, and the team's proposals for it. */
export function CustomerDetail() {
  const t = useTranslations('customers.detail');
  const id = useAddressPart(1);
  const path = id && `/api/customers/${encodeURIComponent(id)}`;
  const [refreshing, setRefreshing] = useState(false);
  const { data, problem, refresh } = useApi<Customer>(path, {
    pollMilliseconds: refreshing ? refreshPollMilliseconds : 0,
  });
  const expected = data?.freshness === 'refreshing';
  if (expected !== refreshing) {
    setRefreshing(expected);
  }
  if (data === undefined && problem !== undefined) {
    return (
      <Page title={t(problem.status === 404 ? 'missing' : 'error')}>
        <Back />
        {problem.status === 404 ? (
          <EmptyState icon="customers" title={t('missing')}>
            <p>{t('missingText')}</p>
          </EmptyState>
        ) : (
          <ErrorState problem={problem} retry={() => void refresh()} />
        )}
      </Page>
    );
  }
  const proposal = data && (
    <LinkButton href={`/proposals/new?customer=${data.id}`}>
      <Icon name="plus" />
      {t('newProposal')}
    </LinkButton>
  );
  return (
    <Page
      named
      title={data?.name ?? <Skeleton width="18rem" height="1.12em" />}
      lead={data ? data.industry : <Skeleton width="10rem" height="1.6em" />}
      actions={proposal ?? <Skeleton width="10rem" height="2.75rem" />}
    >
      {data && <title>{`${data.name} · Holdfast`}</title>}
      <Back />
      <RefreshableFacts customer={data} path={path} shown={refresh} />
      <section className={styles.proposals} aria-labelledby="proposals">
        <h2 id="proposals" className={styles.heading}>
          {t('proposals')}
        </h2>
        {data?.proposals.length === 0 ? (
          <EmptyState icon="proposals" title={t('noProposals')} />
        ) : (
          <ProposalTable caption={t('proposals')} proposals={data?.proposals} places={5} ofOneCustomer />
        )}
      </section>
    </Page>
  );
}

interface RefreshableFactsProps {
  readonly customer: Customer | undefined;
  readonly path: string | undefined;
  readonly shown: (customer: Customer) => Promise<void>;
}

function RefreshableFacts({ customer, path, shown }: RefreshableFactsProps) {
  const t = useTranslations('customers.detail');
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const askCrm = async () => {
    setBusy(true);
    const sent = await send<Customer>('POST', `${path}/refresh`, {});
    setBusy(false);
    if (sent.ok) {
      await shown(sent.data);
      toast(t(sent.data.freshness === 'fresh' ? 'refreshed' : 'refreshFailed'));
    } else if (sent.problem.status !== 401) {
      toast(t('refreshFailed'));
    }
  };
  return <CustomerFacts customer={customer} busy={busy} refresh={() => void askCrm()} />;
}

function Back() {
  const t = useTranslations('customers.detail');
  return <BackLink href="/customers">{t('back')}</BackLink>;
}
