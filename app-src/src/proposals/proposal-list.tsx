'use client';

import { useTranslations } from 'use-intl';
import { useApi } from '../api-client/use-api.ts';
import { useAddress } from '../i18n/address.ts';
import { withQuery } from '../lists/address-query.ts';
import { useCursorPages } from '../lists/use-cursor-pages.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { asStatus } from './pipeline.ts';
import type { ProposalPage } from './proposal.ts';
import { ProposalTable } from './proposal-table.tsx';
import { StatusFilter } from './status-filter.tsx';

const rowsPerPage = 20;

/** All proposals of the team, newest first, of one status if asked. */
export function ProposalList() {
  const t = useTranslations('proposals');
  const address = useAddress();
  const status = asStatus(address?.query.get('status'));
  const { cursor, page, next, previous } = useCursorPages();
  const { data, problem, refresh } = useApi<ProposalPage>(
    address && withQuery('/api/proposals', '', { status, cursor, limit: String(rowsPerPage) }),
  );
  const nextCursor = data?.nextCursor;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <LinkButton href="/proposals/new">
          <Icon name="plus" />
          {t('new')}
        </LinkButton>
      }
    >
      <StatusFilter status={status} />
      {data === undefined && problem !== undefined ? (
        <ErrorState problem={problem} retry={() => void refresh()} />
      ) : data?.items.length === 0 ? (
        <NoProposals filtered={status !== undefined} />
      ) : (
        <ProposalTable caption={t('title')} proposals={data?.items} places={rowsPerPage} />
      )}
      {(page > 1 || nextCursor !== undefined) && (
        <Pager
          label={t('title')}
          page={page}
          previous={previous}
          next={nextCursor === undefined ? undefined : () => next(nextCursor)}
        />
      )}
    </Page>
  );
}

function NoProposals({ filtered }: { readonly filtered: boolean }) {
  const t = useTranslations('proposals');
  return filtered ? (
    <EmptyState
      icon="proposals"
      title={t('list.emptyStatus')}
      action={
        <LinkButton tone="secondary" href="/proposals">
          {t('list.showAll')}
        </LinkButton>
      }
    >
      <p>{t('list.emptyStatusText')}</p>
    </EmptyState>
  ) : (
    <EmptyState
      icon="proposals"
      title={t('list.empty')}
      action={<LinkButton href="/proposals/new">{t('new')}</LinkButton>}
    >
      <p>{t('list.emptyText')}</p>
    </EmptyState>
  );
}
