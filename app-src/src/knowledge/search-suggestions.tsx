'use client';

import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';
import styles from './search-view.module.css';

const suggestions = ['first', 'second', 'third', 'fourth'] as const;

/** Queries that are worth a try. */
export function SearchSuggestions({ choose }: { readonly choose: (query: string) => void }) {
  const t = useTranslations('knowledge.search');
  return (
    <ul className={styles.suggestions} aria-label={t('suggestionsLabel')}>
      {suggestions.map((name) => {
        const query = t(`suggestions.${name}`);
        return (
          <li key={name}>
            <Button tone="secondary" small onClick={() => choose(query)}>
              {query}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
