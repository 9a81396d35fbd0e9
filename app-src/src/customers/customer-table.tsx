'use client';

import { useDeferredValue } from 'react';
import { useTranslations } from 'use-intl';
import { AppLink } from '../i18n/app-link.tsx';
import { type Slot, slots } from '../lists/slots.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { Table, type TableColumn } from '../ui/table.tsx';
import type { CustomerSummary } from './customer.ts';

export interface CustomerTableProps {
  /** Left out while they are being read. */
  readonly customers: readonly CustomerSummary[] | undefined;
  /** How many places to hold while they are. */
  readonly places: number;
}

/** Customers, one in each row. */
export function CustomerTable({ places, ...read }: CustomerTableProps) {
  // The rows are drawn in pieces, between which the page answers the reader.
  const customers = useDeferredValue(read.customers);
  const t = useTranslations('customers');
  const columns: TableColumn<Slot<CustomerSummary>>[] = [
    {
      key: 'name',
      label: t('name'),
      cell: ({ item }) =>
        item ? <AppLink href={`/customers/${item.id}`}>{item.name}</AppLink> : <Place width="14rem" />,
    },
    {
      key: 'industry',
      label: t('industry'),
      cell: ({ item }) => item?.industry ?? <Place width="8rem" />,
    },
    {
      key: 'location',
      label: t('location'),
      cell: ({ item }) => (item ? `${item.city}, ${item.country}` : <Place width="10rem" />),
    },
  ];
  return (
    <div aria-busy={customers === undefined}>
      <Table
        caption={t('title')}
        columns={columns}
        rows={slots(customers, places)}
        rowKey={({ key }) => key}
      />
    </div>
  );
}

function Place({ width }: { readonly width: string }) {
  return <Skeleton width={width} height="1.45em" />;
}
