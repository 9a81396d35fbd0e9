'use client';

import { useTranslations } from 'use-intl';
import { useApi } from '../api-client/use-api.ts';
import { useAddress } from '../i18n/address.ts';
import { withQuery } from '../lists/address-query.ts';
import { useCursorPages } from '../lists/use-cursor-pages.ts';
import { useTypedQuery } from '../lists/use-typed-query.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Field } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import type { CustomerPage } from './customer.ts';
import styles from './customer-list.module.css';
import { CustomerTable } from './customer-table.tsx';

const rowsPerPage = 20;

/** The longest filter that the API takes, in characters. */
const longestQuery = 200;

/** The team's customers by name, those that match a filter if there is one. */
export function CustomerList() {
  const t = useTranslations('customers');
  const address = useAddress();
  const { text, type, query } = useTypedQuery();
  const { cursor, page, next, previous } = useCursorPages();
  const { data, problem, refresh } = useApi<CustomerPage>(
    address &&
      withQuery('/api/customers', '', {
        q: query.slice(0, longestQuery),
        cursor,
        limit: String(rowsPerPage),
      }),
    { keepPrevious: true },
  );
  const nextCursor = data?.nextCursor;
  return (
    <Page title={t('title')} lead={t('lead')}>
      <search className={styles.filter}>
        <Field
          label={t('filter')}
          type="search"
          name="q"
          value={text}
          maxLength={longestQuery}
          autoComplete="off"
          onChange={(event) => type(event.target.value)}
        />
      </search>
      {data === undefined && problem !== undefined ? (
        <ErrorState problem={problem} retry={() => void refresh()} />
      ) : data?.items.length === 0 ? (
        <NoCustomers query={query} clear={() => type('')} />
      ) : (
        <CustomerTable customers={data?.items} places={rowsPerPage} />
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

function NoCustomers({ query, clear }: { readonly query: string; readonly clear: () => void }) {
  const t = useTranslations('customers');
  return query === '' ? (
    <EmptyState icon="customers" title={t('empty')}>
      <p>{t('emptyText')}</p>
    </EmptyState>
  ) : (
    <EmptyState
      icon="customers"
      title={t('nothingFound', { query })}
      action={
        <Button tone="secondary" onClick={clear}>
          {t('clearFilter')}
        </Button>
      }
    >
      <p>{t('nothingFoundText')}</p>
    </EmptyState>
  );
}
