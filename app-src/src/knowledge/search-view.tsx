'use client';

import { useDeferredValue } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useTypedQuery } from '../lists/use-typed-query.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { Field } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { SearchFound, SearchSkeleton } from './search-found.tsx';
import { longestQuery } from './search-limits.ts';
import { SearchSuggestions } from './search-suggestions.tsx';
import styles from './search-view.module.css';
import { useSearch } from './use-search.ts';

/** Finds articles, customers and proposals while the reader types. The query is in the address. */
export function SearchView() {
  const t = useTranslations('knowledge.search');
  const locale = useLocale();
  const { text, type, query } = useTypedQuery();
  const search = useSearch(query.slice(0, longestQuery), locale);
  const { problem, searching, again } = search;
  // Drawn in pieces, between which the page answers the keyboard.
  const results = useDeferredValue(search.results);
  const count = results ? results.articles.length + results.customers.length + results.proposals.length : 0;
  return (
    <Page title={t('title')}>
      <search className={styles.form}>
        <Field
          label={t('label')}
          hint={t('hint')}
          type="search"
          name="q"
          value={text}
          maxLength={longestQuery}
          placeholder={t('placeholder')}
          autoComplete="off"
          enterKeyHint="search"
          onChange={(event) => type(event.target.value)}
        />
      </search>
      <p className={styles.status} role="status">
        {searching ? t('searching') : results && !problem ? t('found', { count, query }) : ''}
      </p>
      {query === '' ? (
        <EmptyState icon="search" title={t('startTitle')} action={<SearchSuggestions choose={type} />}>
          <p>{t('startText')}</p>
        </EmptyState>
      ) : problem ? (
        <ErrorState problem={problem} retry={again} />
      ) : results === undefined ? (
        <SearchSkeleton />
      ) : count === 0 ? (
        <EmptyState
          icon="search"
          title={t('nothingTitle', { query: results.query })}
          action={<SearchSuggestions choose={type} />}
        >
          <p>{t('nothingText')}</p>
        </EmptyState>
      ) : (
        <SearchFound results={results} />
      )}
    </Page>
  );
}
