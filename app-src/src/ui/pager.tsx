'use client';

import { useTranslations } from 'use-intl';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './pager.module.css';

export interface PagerProps {
  /** What is paged through, such as "Proposals". */
  readonly label: string;
  /** The number of this page, from 1. */
  readonly page: number;
  /** Left out on the first page. */
  readonly previous?: (() => void) | undefined;
  /** Left out on the last page. */
  readonly next?: (() => void) | undefined;
}

/** Goes through pages that follow one another by a cursor, so that their number is not known. */
export function Pager({ label, page, previous, next }: PagerProps) {
  const t = useTranslations('ui');
  return (
    <nav className={styles.pager} aria-label={t('pager.label', { label })}>
      <Button tone="secondary" small disabled={previous === undefined} onClick={previous}>
        <Icon name="back" size="1em" />
        {t('pager.previous')}
      </Button>
      <p className={styles.place} aria-live="polite">
        {t('pager.page', { page })}
      </p>
      <Button tone="secondary" small disabled={next === undefined} onClick={next}>
        {t('pager.next')}
        <Icon name="next" size="1em" />
      </Button>
    </nav>
  );
}
