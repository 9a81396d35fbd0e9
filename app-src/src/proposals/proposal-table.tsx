'use client';

import { useDeferredValue } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { AppLink } from '../i18n/app-link.tsx';
import { type Slot, slots } from '../lists/slots.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Table, type TableColumn } from '../ui/table.tsx';
import { money } from './money.ts';
import type { ProposalSummary } from './proposal.ts';
import { StatusBadge } from './status-badge.tsx';

export interface ProposalTableProps {
  readonly caption: string;
  /** Left out while they are being read. */
  readonly proposals: readonly ProposalSummary[] | undefined;
  /** How many places to hold while they are. */
  readonly places: number;
  /** Leave out the customer, where the page is about one. */
  readonly ofOneCustomer?: boolean;
}

/** Proposals, one in each row. */
export function ProposalTable({ caption, places, ofOneCustomer = false, ...read }: ProposalTableProps) {
  // The rows are drawn in pieces, between which the page answers the reader.
  const proposals = useDeferredValue(read.proposals);
  const t = useTranslations('proposals.columns');
  const format = useFormatter();
  const locale = useLocale();
  const columns: TableColumn<Slot<ProposalSummary>>[] = [
    {
      key: 'title',
      label: t('title'),
      cell: ({ item }) =>
        item ? <AppLink href={`/proposals/${item.id}`}>{item.title}</AppLink> : <Place width="16rem" />,
    },
    {
      key: 'customer',
      label: t('customer'),
      cell: ({ item }) =>
        item ? (
          <AppLink href={`/customers/${item.customer.id}`}>{item.customer.name}</AppLink>
        ) : (
          <Place width="9rem" />
        ),
    },
    {
      key: 'status',
      label: t('status'),
      cell: ({ item }) => (item ? <StatusBadge status={item.status} /> : <Place width="4rem" />),
    },
    {
      key: 'value',
      label: t('value'),
      number: true,
      cell: ({ item }) => (item ? money(locale, item.valueCents, item.currency) : <Place width="5rem" />),
    },
    {
      key: 'updated',
      label: t('updated'),
      number: true,
      cell: ({ item }) =>
        item ? (
          <time dateTime={item.updatedAt}>
            {format.dateTime(new Date(item.updatedAt), { dateStyle: 'medium' })}
          </time>
        ) : (
          <Place width="6rem" />
        ),
    },
  ];
  return (
    <div aria-busy={proposals === undefined}>
      <Table
        caption={caption}
        columns={columns.filter(({ key }) => !(ofOneCustomer && key === 'customer'))}
        rows={slots(proposals, places)}
        rowKey={({ key }) => key}
      />
    </div>
  );
}

function Place({ width }: { readonly width: string }) {
  return <Skeleton width={width} height="1.45em" />;
}
