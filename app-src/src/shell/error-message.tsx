'use client';

import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import styles from './message-page.module.css';
import { reportBrowserError } from './report-browser-errors.ts';

export interface ErrorMessageProps {
  readonly error: Error;
  readonly reset: () => void;
}

/** Stands in for a page that threw while it was shown. */
export function ErrorMessage({ error, reset }: ErrorMessageProps) {
  const t = useTranslations('shell.error');
  useEffect(() => reportBrowserError(error), [error]);
  return (
    <div className={styles.page} role="alert">
      <h1 className={styles.title}>{t('title')}</h1>
      <p className={styles.text}>{t('text')}</p>
      <p className={styles.actions}>
        <Button onClick={reset}>{t('retry')}</Button>
        <LinkButton href="/" tone="secondary">
          {t('home')}
        </LinkButton>
      </p>
    </div>
  );
}
