'use client';

import type { ReactNode } from 'react';
import { useFormatter, useLocale, useNow, useTranslations } from 'use-intl';
import { shortMoney } from '../proposals/money.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Icon } from '../ui/icon.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { Customer } from './customer.ts';
import styles from './customer-facts.module.css';

const tones: Readonly<Record<Customer['freshness'], Tone>> = {
  fresh: 'good',
  refreshing: 'notice',
  stale: 'bad',
};

export interface CustomerFactsProps {
  /** Left out while it is being read. */
  readonly customer: Customer | undefined;
  readonly busy: boolean;
  readonly refresh: () => void;
}

/** What the CRM knows of a customer, how old that is, and a way to ask it again. */
export function CustomerFacts({ customer, busy, refresh }: CustomerFactsProps) {
  const t = useTranslations('customers.detail');
  const format = useFormatter();
  const locale = useLocale();
  const now = useNow({ updateInterval: 30_000 });
  const age = customer && format.relativeTime(new Date(customer.refreshedAt), now);
  return (
    <Card
      title={t('facts')}
      action={
        <Button tone="secondary" small busy={busy} disabled={customer === undefined} onClick={refresh}>
          <Icon name="refresh" size="1em" />
          {t(busy ? 'refreshBusy' : 'refresh')}
        </Button>
      }
    >
      <dl className={styles.facts} aria-busy={customer === undefined}>
        <Fact label={t('contact')} width="12rem" height="3.2em">
          {customer && (
            <>
              {customer.contactName}
              <br />
              <a href={`mailto:${encodeURI(customer.contactEmail)}`}>{customer.contactEmail}</a>
            </>
          )}
        </Fact>
        <Fact label={t('location')} width="9rem">
          {customer && `${customer.city}, ${customer.country}`}
        </Fact>
        <Fact label={t('revenue')} width="6rem">
          {customer && shortMoney(locale, customer.annualRevenue * 100, 'USD')}
        </Fact>
      </dl>
      <p className={styles.age} role="status">
        {customer ? (
          <>
            <Badge tone={tones[customer.freshness]}>{t(customer.freshness)}</Badge>
            <time dateTime={customer.refreshedAt}>{t('asOf', { age: age ?? '' })}</time>
          </>
        ) : (
          <Skeleton width="14rem" height="1.75em" />
        )}
      </p>
      {customer?.freshness === 'stale' && (
        <div className={styles.stale}>
          <Banner tone="notice">
            <p>{t('staleText', { age: age ?? '' })}</p>
          </Banner>
        </div>
      )}
    </Card>
  );
}

interface FactProps {
  readonly label: ReactNode;
  readonly width: string;
  /** @default '1.6em', one line */
  readonly height?: string;
  readonly children: ReactNode;
}

function Fact({ label, width, height = '1.6em', children }: FactProps) {
  return (
    <div>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children ?? <Skeleton width={width} height={height} />}</dd>
    </div>
  );
}
