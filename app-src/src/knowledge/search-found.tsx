'use client';

import { memo, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { AppLink } from '../i18n/app-link.tsx';
import { asStatus } from '../proposals/pipeline.ts';
import { StatusBadge } from '../proposals/status-badge.tsx';
import { Badge } from '../ui/badge.tsx';
import { Card } from '../ui/card.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import type { SearchResults } from './article.ts';
import styles from './search-found.module.css';

/** What was found, by kind; a kind without results is left out. Drawn again only for other results, not for each key. */
export const SearchFound = memo(function SearchFound({ results }: { readonly results: SearchResults }) {
  const t = useTranslations('knowledge.search');
  return (
    <div className={styles.groups}>
      <Group title={t('articles')} items={results.articles} wide>
        {({ id, title, summary, topic }) => (
          <>
            <AppLink className={styles.name} href={`/articles/${id}`}>
              {title}
            </AppLink>
            <p className={styles.summary}>{summary}</p>
            <Badge>{topic}</Badge>
          </>
        )}
      </Group>
      <div className={styles.aside}>
        <Group title={t('customers')} items={results.customers}>
          {({ id, name, industry }) => (
            <>
              <AppLink className={styles.name} href={`/customers/${id}`}>
                {name}
              </AppLink>
              <p className={styles.summary}>{industry}</p>
            </>
          )}
        </Group>
        <Group title={t('proposals')} items={results.proposals}>
          {({ id, title, status }) => {
            const known = asStatus(status);
            return (
              <>
                <AppLink className={styles.name} href={`/proposals/${id}`}>
                  {title}
                </AppLink>
                {known && <StatusBadge status={known} />}
              </>
            );
          }}
        </Group>
      </div>
    </div>
  );
});

interface GroupProps<Item> {
  readonly title: string;
  readonly items: readonly Item[];
  readonly wide?: boolean;
  readonly children: (item: Item) => ReactNode;
}

function Group<Item extends { readonly id: string }>({ title, items, wide, children }: GroupProps<Item>) {
  if (items.length === 0) {
    return null;
  }
  return (
    <Card title={title} className={wide ? styles.wide : undefined}>
      <ul className={styles.items}>
        {items.map((item) => (
          <li key={item.id} className={styles.item}>
            {children(item)}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Holds the place of the results. */
export function SearchSkeleton() {
  return (
    <div className={styles.groups} aria-busy="true">
      <Card className={styles.wide}>
        <SkeletonLines count={16} height="1.5em" />
      </Card>
      <div className={styles.aside}>
        <Card>
          <SkeletonLines count={8} height="1.5em" />
        </Card>
      </div>
    </div>
  );
}
